<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
    <context>
        <name />
        <message>
            <source>大字</source>
            <translation>Large text</translation>
        </message>
        <message>
            <source>高对比</source>
            <translation>Contrast</translation>
        </message>
        <message>
            <source>朗读</source>
            <translation>Read aloud</translation>
        </message>
        <message>
            <source>低位</source>
            <translation>Low reach</translation>
        </message>
        <message>
            <source>帮助</source>
            <translation>Help</translation>
        </message>
        <message>
            <source>{aid}，已打开</source>
            <translation>{aid}, on</translation>
        </message>
        <message>
            <source>{aid}，已关闭</source>
            <translation>{aid}, off</translation>
        </message>
        <message>
            <source>退出</source>
            <translation>Leave</translation>
        </message>
        <message>
            <source>重听</source>
            <translation>Repeat</translation>
        </message>
        <message>
            <source>音量 {level}</source>
            <translation>Volume {level}</translation>
        </message>
        <message>
            <source>加号</source>
            <translation>plus</translation>
        </message>
        <message>
            <source>小于号</source>
            <translation>less-than sign</translation>
        </message>
        <message>
            <source>退格</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>第 {number} 步，共 {count} 步　{name}</source>
            <translation>Step {number} of {count}: {name}</translation>
        </message>
        <message>
            <source>社保卡自助服务</source>
            <translation>Social security card service</translation>
        </message>
        <message>
            <source>社保卡自助服务</source>
            <comment>short</comment>
            <translation>Card service</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>为什么要补卡？</source>
            <translation>Why do you need a new card?</translation>
        </message>
        <message>
            <source>您输入的电话号码</source>
            <translation>The phone number you typed</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Clear</translation>
        </message>
        <message>
            <source>请留一个电话号码</source>
            <translation>Your phone number</translation>
        </message>
        <message>
            <source>卡做好了会发短信通知您</source>
            <translation>We will text you when the card is ready</translation>
        </message>
        <message>
            <source>下一步</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>手机号要 11 位，请检查。外国号码请先按 +</source>
            <translation>A mobile number has 11 digits. For a foreign number press + first</translation>
        </message>
        <message>
            <source>到网点窗口领，带身份证</source>
            <translation>At an outlet's counter, with your ID</translation>
        </message>
        <message>
            <source>寄到身份证上的地址，本人签收</source>
            <translation>To the address on your ID; you sign for it</translation>
        </message>
        <message>
            <source>新卡怎么给您？</source>
            <translation>How would you like to get the card?</translation>
        </message>
        <message>
            <source>到哪里领新卡？</source>
            <translation>Where will you collect it?</translation>
        </message>
        <message>
            <source>您的卡所属的网点在最前</source>
            <translation>Your card's own outlet comes first</translation>
        </message>
        <message>
            <source>您的卡所属的网点在最前，其他由近到远</source>
            <translation>Your card's own outlet first, then the nearest</translation>
        </message>
        <message>
            <source>找到 {count} 个网点</source>
            <translation>Outlets found: {count}</translation>
        </message>
        <message>
            <source>看全部网点</source>
            <translation>Show all outlets</translation>
        </message>
        <message>
            <source>查找网点</source>
            <translation>Find an outlet</translation>
        </message>
        <message>
            <source>网点在哪个区？</source>
            <translation>In which district?</translation>
        </message>
        <message>
            <source>按名称查找</source>
            <translation>Find by name</translation>
        </message>
        <message>
            <source>您输入的字母</source>
            <translation>Letters you entered</translation>
        </message>
        <message>
            <source>请输入网点名称的拼音首字母</source>
            <translation>Type the first letters of its name</translation>
        </message>
        <message>
            <source>例如：市民中心按 S M Z X</source>
            <translation>For example C I T for Citizens' Centre</translation>
        </message>
        <message>
            <source>看找到的网点</source>
            <translation>Show what was found</translation>
        </message>
        <message>
            <source>怎么挂失？</source>
            <translation>Which report do you want?</translation>
        </message>
        <message>
            <source>两种都马上停用这张卡</source>
            <translation>Either one blocks the card at once</translation>
        </message>
        <message>
            <source>还想再找找：临时挂失</source>
            <translation>I may find it: temporary report</translation>
        </message>
        <message>
            <source>确定丢了：正式挂失</source>
            <translation>It is lost: formal report</translation>
        </message>
        <message>
            <source>停用 {term}。到期不来正式挂失，卡就作废</source>
            <translation>Blocked for {term}. Without a formal report by then the card is cancelled</translation>
        </message>
        <message>
            <source>停用 {term}，到期自动恢复。找到了可以提前解除</source>
            <translation>Blocked for {term}, then it works again. Found sooner? Unblock it sooner</translation>
        </message>
        <message>
            <source>一直停用，不能恢复，要补办新卡</source>
            <translation>Blocked for good. You will need a new card</translation>
        </message>
        <message>
            <source>一直停用，可以补办新卡。补办前找到了可以解除</source>
            <translation>Blocked until you get a new card, or find this one and unblock it</translation>
        </message>
        <message>
            <source>签名区</source>
            <translation>Place to sign</translation>
        </message>
        <message>
            <source>签好了</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>请用手指签上您的名字</source>
            <translation>Sign with your finger</translation>
        </message>
        <message>
            <source>签字表示：{declared}</source>
            <translation>By signing I declare: {declared}</translation>
        </message>
        <message>
            <source>；</source>
            <comment>between declarations</comment>
            <translation>; </translation>
        </message>
        <message>
            <source>重签</source>
            <translation>Sign again</translation>
        </message>
        <message>
            <source>我不能签字</source>
            <translation>I cannot sign</translation>
        </message>
        <message>
            <source>未启用</source>
            <translation>Not yet enabled</translation>
        </message>
        <message>
            <source>正常使用</source>
            <translation>In normal use</translation>
        </message>
        <message>
            <source>临时挂失</source>
            <translation>Temporarily lost</translation>
        </message>
        <message>
            <source>正式挂失</source>
            <translation>Formally lost</translation>
        </message>
        <message>
            <source>已锁定</source>
            <translation>Locked</translation>
        </message>
        <message>
            <source>已注销</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>正在制卡</source>
            <translation>Being made</translation>
        </message>
        <message>
            <source>不清楚</source>
            <translation>Not known</translation>
        </message>
        <message>
            <source>您有 {count} 张卡，是哪一张？</source>
            <translation>You have {count} cards. Which one is it?</translation>
        </message>
        <message>
            <source>{number}　{state}</source>
            <translation>{number} · {state}</translation>
        </message>
        <message>
            <source>知道了</source>
            <translation>I understand</translation>
        </message>
        <message>
            <source>卡</source>
            <translation>Card</translation>
        </message>
        <message>
            <source>卡号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>监护人在这里，一起办</source>
            <translation>My guardian is here</translation>
        </message>
        <message>
            <source>现在还不能在这里补办</source>
            <translation>You cannot replace it here yet</translation>
        </message>
        <message>
            <source>未满 {minimum} 岁，要由监护人来办</source>
            <translation>Under {minimum}: a guardian must do this</translation>
        </message>
        <message>
            <source>监护人带上自己的身份证，可以在这里一起办</source>
            <translation>A guardian with an ID card can do it here with you</translation>
        </message>
        <message>
            <source>请监护人带双方证件和户口簿到网点办理</source>
            <translation>A guardian goes to an outlet with both IDs and the household register</translation>
        </message>
        <message>
            <source>外国人要持有效的居留证件</source>
            <translation>Foreigners need a valid residence document</translation>
        </message>
        <message>
            <source>请带居留证件到网点办理</source>
            <translation>Go to an outlet with your residence document</translation>
        </message>
        <message>
            <source>没有查到参保关系</source>
            <translation>No insurance record was found</translation>
        </message>
        <message>
            <source>请先由单位参保；灵活就业人员请到社保窗口参保后再来</source>
            <translation>Your employer registers you first. Self-employed? Register at a social security counter</translation>
        </message>
        <message>
            <source>这张卡不是本市发的</source>
            <translation>This card was issued elsewhere</translation>
        </message>
        <message>
            <source>请联系发卡的城市，或拨打当地 12333</source>
            <translation>Ask the city that issued it, or call its 12333</translation>
        </message>
        <message>
            <source>请带上证件，到网点办理</source>
            <translation>Go to an outlet with your ID</translation>
        </message>
        <message>
            <source>请核对，没有错就提交</source>
            <translation>Check your answers, then send</translation>
        </message>
        <message>
            <source>确认提交</source>
            <translation>Send</translation>
        </message>
        <message>
            <source>持卡人</source>
            <translation>Holder</translation>
        </message>
        <message>
            <source>证件号码</source>
            <translation>ID number</translation>
        </message>
        <message>
            <source>补办的卡</source>
            <translation>Card</translation>
        </message>
        <message>
            <source>预计领卡</source>
            <translation>Expected</translation>
        </message>
        <message>
            <source>费用</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>付费方式</source>
            <translation>way to pay</translation>
        </message>
        <message>
            <source>免费</source>
            <translation>Free</translation>
        </message>
        <message>
            <source>{amount}，已扫码付</source>
            <translation>{amount}, paid</translation>
        </message>
        <message>
            <source>{amount}，{way}</source>
            <translation>{amount} · {way}</translation>
        </message>
        <message>
            <source>补卡原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>不能签字，由工作人员见证</source>
            <translation>Cannot sign; staff will witness</translation>
        </message>
        <message>
            <source>已签字</source>
            <translation>Signed</translation>
        </message>
        <message>
            <source>签字</source>
            <translation>Signature</translation>
        </message>
        <message>
            <source>领卡方式</source>
            <translation>Delivery</translation>
        </message>
        <message>
            <source>邮寄到证件上的地址</source>
            <translation>Mail to the address on your ID</translation>
        </message>
        <message>
            <source>领卡地点</source>
            <translation>Collect at</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>修改{what}</source>
            <translation>Change: {what}</translation>
        </message>
        <message>
            <source>领卡时在窗口付，开票据</source>
            <translation>At the counter, with a receipt</translation>
        </message>
        <message>
            <source>用手机扫码，马上付好</source>
            <translation>Scan with your phone</translation>
        </message>
        <message>
            <source>补卡工本费</source>
            <translation>Fee for the new card</translation>
        </message>
        <message>
            <source>补卡要交工本费，怎么付？</source>
            <translation>How will you pay the fee?</translation>
        </message>
        <message>
            <source>打开微信或支付宝，扫一扫</source>
            <translation>Open WeChat or Alipay and scan</translation>
        </message>
        <message>
            <source>付好以后，这里会自动继续</source>
            <translation>This page goes on by itself</translation>
        </message>
        <message>
            <source>请在 {time} 以前付好</source>
            <translation>Please pay before {time}</translation>
        </message>
        <message>
            <source>应付</source>
            <translation>To pay</translation>
        </message>
        <message>
            <source>付款二维码</source>
            <translation>QR code for paying</translation>
        </message>
        <message>
            <source>请扫码付款</source>
            <translation>Scan to pay</translation>
        </message>
        <message>
            <source>不付了，换个方式</source>
            <translation>Pay another way</translation>
        </message>
        <message>
            <source>正在准备付款码</source>
            <translation>Preparing the QR code</translation>
        </message>
        <message>
            <source>正在取消，请稍候</source>
            <translation>Cancelling, please wait</translation>
        </message>
        <message>
            <source>等待付款</source>
            <translation>Waiting for payment</translation>
        </message>
        <message>
            <source>确认挂失这张卡吗？</source>
            <translation>Report this card lost?</translation>
        </message>
        <message>
            <source>确认挂失</source>
            <translation>Report it lost</translation>
        </message>
        <message>
            <source>先不挂失</source>
            <translation>Not now</translation>
        </message>
        <message>
            <source>连上市里的系统以后，这张卡就不能用了</source>
            <translation>The card is blocked once the central system is reached</translation>
        </message>
        <message>
            <source>挂失后，这张卡马上不能用</source>
            <translation>Once reported, the card cannot be used</translation>
        </message>
        <message>
            <source>挂失后不能取消，原卡作废</source>
            <translation>This cannot be undone; the old card becomes void</translation>
        </message>
        <message>
            <source>找到了，补办之前可以解除</source>
            <translation>If you find it, you can release it until a replacement is ordered</translation>
        </message>
        <message>
            <source>这是临时挂失，到期会自动失效</source>
            <translation>This is a temporary report and ends by itself</translation>
        </message>
        <message>
            <source>这是临时挂失，{term}后自动失效</source>
            <translation>This is a temporary report and ends after {term}</translation>
        </message>
        <message>
            <source>解除后，原来的卡又能用了</source>
            <translation>Then the card works again</translation>
        </message>
        <message>
            <source>请先确认卡在您手里</source>
            <translation>Make sure you have the card in your hand</translation>
        </message>
        <message>
            <source>以后再丢，可以重新挂失</source>
            <translation>You can report it again at any time</translation>
        </message>
        <message>
            <source>确认解除挂失吗？</source>
            <translation>Release the loss report?</translation>
        </message>
        <message>
            <source>确认解除</source>
            <translation>Release it</translation>
        </message>
        <message>
            <source>先不解除</source>
            <translation>Not now</translation>
        </message>
        <message>
            <source>办理号会用大字显示在屏幕上，可以拍照</source>
            <translation>Your number is shown large; take a photo</translation>
        </message>
        <message>
            <source>以后可以在本机或网点补打凭条</source>
            <translation>Print the receipt later, here or at an outlet</translation>
        </message>
        <message>
            <source>也可以请工作人员修好再办</source>
            <translation>Or ask staff to fix the printer first</translation>
        </message>
        <message>
            <source>{trouble}。不打印，继续办理吗？</source>
            <translation>{trouble}. Go on without a receipt?</translation>
        </message>
        <message>
            <source>不打印，继续办理</source>
            <translation>Go on without it</translation>
        </message>
        <message>
            <source>请拿好身份证，再取凭条</source>
            <translation>Take your ID card first, then the receipt</translation>
        </message>
        <message>
            <source>请拿好身份证</source>
            <translation>Take your ID card</translation>
        </message>
        <message>
            <source>您的信息已经从屏幕上清空</source>
            <translation>Your information has been cleared</translation>
        </message>
        <message>
            <source>拿走以后就办完了</source>
            <translation>Then you are done</translation>
        </message>
        <message>
            <source>证件还在机器上，已经叫了工作人员</source>
            <translation>The card is still here; staff have been called</translation>
        </message>
        <message>
            <source>身份证</source>
            <translation>ID card</translation>
        </message>
        <message>
            <source>凭条 {count} 张</source>
            <translation>Receipts: {count}</translation>
        </message>
        <message>
            <source>拿起证件</source>
            <translation>Lift your ID card</translation>
        </message>
        <message>
            <source>有疑问请拨打 {phone}</source>
            <translation>Questions? Call {phone}</translation>
        </message>
        <message>
            <source>请收好凭条，领卡、查进度都用得上</source>
            <translation>Keep the receipt: you need it to collect the card</translation>
        </message>
        <message>
            <source>谢谢，再见</source>
            <translation>Thank you, goodbye</translation>
        </message>
        <message>
            <source>您的信息已经从这台机器的屏幕上清空</source>
            <translation>Your information has been cleared from this screen</translation>
        </message>
        <message>
            <source>回到首页</source>
            <translation>To the start</translation>
        </message>
        <message>
            <source>再试一次</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>已经提交的不受影响：办理号 {numbers}</source>
            <translation>What you filed is safe: number {numbers}</translation>
        </message>
        <message>
            <source>代码 {code}</source>
            <translation>Code {code}</translation>
        </message>
        <message>
            <source>已经提交的不会丢，办理号</source>
            <translation>What you filed is safe. Number</translation>
        </message>
        <message>
            <source>请拿走您的证件</source>
            <translation>Please take your ID card</translation>
        </message>
        <message>
            <source>可以过一会儿重新办理</source>
            <translation>You can try again in a while</translation>
        </message>
        <message>
            <source>出了点问题，您的信息已清空</source>
            <translation>Something went wrong; your information was cleared</translation>
        </message>
        <message>
            <source>屏幕会自动回到首页</source>
            <translation>The screen returns to the start by itself</translation>
        </message>
        <message>
            <source>请到下面的窗口办理</source>
            <translation>Please go to a counter below</translation>
        </message>
        <message>
            <source>现在还能办：拨打 {phone}，马上停用旧卡、查进度</source>
            <translation>You can still call {phone} to block a card at once or ask about progress</translation>
        </message>
        <message>
            <source>以前交的申请不受影响，凭条照样有效</source>
            <translation>What you filed before is not affected, and your receipt stays valid</translation>
        </message>
        <message>
            <source>暂停服务：{reason}</source>
            <translation>Out of service: {reason}</translation>
        </message>
        <message>
            <source>机器编号 {terminal}</source>
            <translation>Terminal {terminal}</translation>
        </message>
        <message>
            <source>请把身份证平放在亮灯处，不要移动</source>
            <translation>Lay your ID card flat on the lit area and keep it still</translation>
        </message>
        <message>
            <source>请放持卡人的身份证，平放在亮灯处</source>
            <translation>Now the card holder's ID: flat on the lit area</translation>
        </message>
        <message>
            <source>等屏幕换页再拿走</source>
            <translation>Leave it there until the page changes</translation>
        </message>
        <message>
            <source>平放在亮灯处</source>
            <translation>Flat on the lit area</translation>
        </message>
        <message>
            <source>可以用：{documents}</source>
            <translation>Accepted: {documents}</translation>
        </message>
        <message>
            <source>我用护照</source>
            <translation>I have a passport</translation>
        </message>
        <message>
            <source>、</source>
            <comment>between documents</comment>
            <translation>, </translation>
        </message>
        <message>
            <source>正在读取，请不要拿开</source>
            <translation>Reading, please do not lift it</translation>
        </message>
        <message>
            <source>读卡器不能用</source>
            <translation>The reader does not work</translation>
        </message>
        <message>
            <source>没有读出来</source>
            <translation>Could not read it</translation>
        </message>
        <message>
            <source>等待放证件</source>
            <translation>Waiting for your ID</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>证件</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>号码</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>不是我</source>
            <translation>Not me</translation>
        </message>
        <message>
            <source>是我，替别人办</source>
            <translation>Yes, for somebody else</translation>
        </message>
        <message>
            <source>是您本人吗？</source>
            <translation>Is this you?</translation>
        </message>
        <message>
            <source>是我</source>
            <translation>Yes, this is me</translation>
        </message>
        <message>
            <source>是这位持卡人吗？</source>
            <translation>Is this the card holder?</translation>
        </message>
        <message>
            <source>是的</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>不是</source>
            <translation>No</translation>
        </message>
        <message>
            <source>证件可以先放着，办完再拿</source>
            <translation>Leave the ID on the reader until you are done</translation>
        </message>
        <message>
            <source>正在查您的社保卡</source>
            <translation>Looking up your card</translation>
        </message>
        <message>
            <source>最多 {seconds} 秒，请稍候</source>
            <translation>At most {seconds} seconds, please wait</translation>
        </message>
        <message>
            <source>等待进度</source>
            <translation>Progress of waiting</translation>
        </message>
        <message>
            <source>放上身份证，核对身份</source>
            <translation>Lay down your ID card</translation>
        </message>
        <message>
            <source>确认挂失，填写补卡信息</source>
            <translation>Confirm the loss, order the new card</translation>
        </message>
        <message>
            <source>拿凭条，按凭条上的日期领新卡</source>
            <translation>Take the receipt; it says when to collect</translation>
        </message>
        <message>
            <source>社保卡丢了？在这里挂失、补办</source>
            <translation>Lost your social security card? Report and replace it here</translation>
        </message>
        <message>
            <source>请准备好身份证，几分钟就能办完</source>
            <translation>Have your ID card ready. It takes a few minutes</translation>
        </message>
        <message>
            <source>触摸屏幕开始</source>
            <translation>Touch to start</translation>
        </message>
        <message>
            <source>读卡器暂时不能用，可以查网点</source>
            <translation>The reader does not work; you can find an outlet</translation>
        </message>
        <message>
            <source>正在准备，请稍等</source>
            <translation>Getting ready, one moment</translation>
        </message>
        <message>
            <source>可以提交挂失和补办，联网后生效</source>
            <translation>Requests are taken; they take effect once online</translation>
        </message>
        <message>
            <source>{trouble}，可以不打印办理</source>
            <translation>{trouble}; you can go on without a receipt</translation>
        </message>
        <message>
            <source>现在可以办理：挂失、补办、查进度</source>
            <translation>Available now: report, replace, progress</translation>
        </message>
        <message>
            <source>您要办什么？</source>
            <translation>What would you like to do?</translation>
        </message>
        <message>
            <source>附近的社保卡网点</source>
            <translation>Card service outlets nearby</translation>
        </message>
        <message>
            <source>也可以拨打 {phone} 咨询</source>
            <translation>Or call {phone}</translation>
        </message>
        <message>
            <source>带上户口簿原件，或派出所开的临时身份证明</source>
            <translation>Bring the household register, or a temporary ID from the police</translation>
        </message>
        <message>
            <source>未满 16 岁由监护人带双方证件和户口簿来办</source>
            <translation>Under 16: a guardian brings both IDs and the register</translation>
        </message>
        <message>
            <source>急着停用旧卡，现在就拨打 {phone}</source>
            <translation>To block the card now, call {phone}</translation>
        </message>
        <message>
            <source>已经打印，请取凭条</source>
            <translation>Printed, please take it</translation>
        </message>
        <message>
            <source>打印这张清单</source>
            <translation>Print this list</translation>
        </message>
        <message>
            <source>身份证也丢了，请到窗口办理</source>
            <translation>No ID card: please go to a counter</translation>
        </message>
        <message>
            <source>机器只认证件芯片。窗口可以用户口簿核对身份</source>
            <translation>This terminal reads chips only. A counter can use other papers</translation>
        </message>
        <message>
            <source>还剩</source>
            <translation>Time left</translation>
        </message>
        <message>
            <source>您还在吗？</source>
            <translation>Are you still there?</translation>
        </message>
        <message>
            <source>时间到了，屏幕会清空您的信息。碰一下屏幕就可以继续</source>
            <translation>Then your information is cleared. Touch the screen to go on</translation>
        </message>
        <message>
            <source>我还在，继续办理</source>
            <translation>I am here, go on</translation>
        </message>
        <message>
            <source>{count} 秒</source>
            <translation>{count} s</translation>
        </message>
        <message>
            <source>还没有提交的内容会清空</source>
            <translation>What is not yet filed will be cleared</translation>
        </message>
        <message>
            <source>已经提交的仍然有效：办理号 {numbers}</source>
            <translation>What you filed stays valid: number {numbers}</translation>
        </message>
        <message>
            <source>要退出吗？</source>
            <translation>Leave now?</translation>
        </message>
        <message>
            <source>继续办理</source>
            <translation>Stay</translation>
        </message>
        <message>
            <source>退出并清空</source>
            <translation>Leave and clear</translation>
        </message>
        <message>
            <source>找人帮忙：{desk}</source>
            <translation>In person: {desk}</translation>
        </message>
        <message>
            <source>打电话：{phone}，可以马上停用丢了的卡</source>
            <translation>By phone: {phone}. They can block a lost card at once</translation>
        </message>
        <message>
            <source>看不清：按下面的“大字”或“高对比”</source>
            <translation>Hard to see? Press "Large text" or "Contrast" below</translation>
        </message>
        <message>
            <source>看不见：按“朗读”，用小键盘的方向键和确认键操作</source>
            <translation>Cannot see? Press "Read aloud" and use the keypad's arrows and OK</translation>
        </message>
        <message>
            <source>需要帮助吗？</source>
            <translation>Do you need help?</translation>
        </message>
        <message>
            <source>您填的内容都还在，看完可以接着办</source>
            <translation>All you entered is kept</translation>
        </message>
        <message>
            <source>回到刚才的页面</source>
            <translation>Back to where I was</translation>
        </message>
        <message>
            <source>{address}。{hours}。电话 {phone}</source>
            <translation>{address}. {hours}. Phone {phone}</translation>
        </message>
    <message>
            <source>{hours}。电话 {phone}</source>
            <translation>{hours}. Phone {phone}</translation>
        </message>
        <message>
            <source>护照底部第 {line} 行</source>
            <translation>Line {line} of the passport's zone</translation>
        </message>
        <message>
            <source>请照着输入护照底部第 {line} 行（共 2 行）</source>
            <translation>Type line {line} of 2 from the bottom of your passport</translation>
        </message>
        <message>
            <source>护照号码</source>
            <translation>The passport number</translation>
        </message>
        <message>
            <source>出生日期</source>
            <translation>The date of birth</translation>
        </message>
        <message>
            <source>有效期</source>
            <translation>The date of expiry</translation>
        </message>
        <message>
            <source>个人号码</source>
            <translation>The personal number</translation>
        </message>
        <message>
            <source>整行</source>
            <translation>The whole line</translation>
        </message>
        <message>
            <source>这一行</source>
            <translation>This line</translation>
        </message>
        <message>
            <source>{what}和校验数字对不上，请检查</source>
            <translation>{what} does not match its check digit. Please check</translation>
        </message>
        <message>
            <source>要补打哪一张凭条？</source>
            <translation>Which receipt shall we print again?</translation>
        </message>
        <message>
            <source>您的办理进度</source>
            <translation>Your progress</translation>
        </message>
        <message>
            <source>没有查到办理记录</source>
            <translation>Nothing filed was found</translation>
        </message>
        <message>
            <source>打印进度</source>
            <translation>Print it</translation>
        </message>
        <message>
            <source>办完了</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>办理号 {number}</source>
            <translation>Number {number}</translation>
        </message>
        <message>
            <source>{date}　{act}</source>
            <translation>{date}, {act}</translation>
        </message>
        <message>
            <source>没有受理，请到窗口询问</source>
            <translation>Not accepted; please ask at a counter</translation>
        </message>
        <message>
            <source>已生效</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>已收到，正在处理</source>
            <translation>Received, being processed</translation>
        </message>
        <message>
            <source>{stage}，预计 {date} 可以领</source>
            <translation>{stage}; ready about {date}</translation>
        </message>
        <message>
            <source>{stage}。领卡地点：{name}</source>
            <translation>{stage}. Collect at {name}</translation>
        </message>
        <message>
            <source>继续补办新卡</source>
            <translation>Go on to the new card</translation>
        </message>
        <message>
            <source>市里的系统没有受理这次{act}</source>
            <translation>The central system did not accept the {act}</translation>
        </message>
        <message>
            <source>请带上凭条和身份证，到网点或服务窗口办理</source>
            <translation>Take the receipt and your ID to an outlet or a counter</translation>
        </message>
        <message>
            <source>挂失已生效　{since}</source>
            <translation>Loss in force since {since}</translation>
        </message>
        <message>
            <source>这张卡现在不能用了</source>
            <translation>The card can no longer be used</translation>
        </message>
        <message>
            <source>解除挂失已生效　{since}</source>
            <translation>Released since {since}</translation>
        </message>
        <message>
            <source>这张卡现在又能用了</source>
            <translation>The card works again</translation>
        </message>
        <message>
            <source>补卡申请已受理</source>
            <translation>Your application is accepted</translation>
        </message>
        <message>
            <source>申请已经收下，但挂失还没有生效</source>
            <translation>Your request is kept, but the card is not yet blocked</translation>
        </message>
        <message>
            <source>请现在拨打 {phone}，先把卡锁住</source>
            <translation>Call {phone} now to block it</translation>
        </message>
        <message>
            <source>补卡申请已经收下，还没有送到市里</source>
            <translation>Your application is kept, but not yet sent</translation>
        </message>
        <message>
            <source>联网后会自动送出，不用再来提交</source>
            <translation>It is sent by itself once online</translation>
        </message>
        <message>
            <source>申请已经收下，但还没有解除</source>
            <translation>Your request is kept, but not yet in force</translation>
        </message>
        <message>
            <source>联网后会自动送出，生效前卡还不能用</source>
            <translation>It is sent once online; until then the card stays blocked</translation>
        </message>
        <message>
            <source>办理号</source>
            <translation>Your number</translation>
        </message>
        <message>
            <source>办理号二维码，可以拍照保存</source>
            <translation>QR code of your number, to photograph</translation>
        </message>
        <message>
            <source>预计 {due}可以领卡</source>
            <translation>Ready about {due}</translation>
        </message>
        <message>
            <source>做好后寄到证件上的地址，请本人签收</source>
            <translation>Mailed to the address on your ID; sign for it yourself</translation>
        </message>
        <message>
            <source>领卡地点：{name}</source>
            <translation>Collect at {name}</translation>
        </message>
        <message>
            <source>{address}。{hours}。请带身份证</source>
            <translation>{address}. {hours}. Bring your ID</translation>
        </message>
        <message>
            <source>旧卡已经处理好，接下来申请新卡</source>
            <translation>The old card is taken care of. Next: the new card</translation>
        </message>
        <message>
            <source>今天看病：可以用医保码，或到收费窗口说明</source>
            <translation>To see a doctor today: use the medical insurance code, or tell the cashier</translation>
        </message>
        <message>
            <source>再打一次凭条</source>
            <translation>Print again</translation>
        </message>
        <message>
            <source>今天只挂失</source>
            <translation>Just the report today</translation>
        </message>
        <message>
            <source>正在出凭条</source>
            <translation>The receipt is coming</translation>
        </message>
        <message>
            <source>请取凭条</source>
            <translation>Take your receipt</translation>
        </message>
        <message>
            <source>请轻轻撕下凭条</source>
            <translation>Tear off the receipt gently</translation>
        </message>
        <message>
            <source>凭条没有打好，请记下办理号</source>
            <translation>The receipt did not print properly: note your number</translation>
        </message>
        <message>
            <source>没有打印，请记下办理号</source>
            <translation>Not printed: note your number</translation>
        </message>
        <message>
            <source>上一页</source>
            <translation>Previous</translation>
        </message>
        <message>
            <source>下一页</source>
            <translation>More</translation>
        </message>
        <message>
            <source>正在保存您的{act}</source>
            <translation>Saving your {act}</translation>
        </message>
        <message>
            <source>一会儿就好，请不要离开</source>
            <translation>A moment, please stay</translation>
        </message>
        <message>
            <source>您的申请已经存好，不会丢</source>
            <translation>Your request is stored safely</translation>
        </message>
        <message>
            <source>等不到答复也会出凭条，上面写明是否生效</source>
            <translation>With or without an answer you get a receipt; it says what is in force</translation>
        </message>
        <message>
            <source>正在等市里系统的答复</source>
            <translation>Waiting for the central system</translation>
        </message>
        <message>
            <source>打印的进度</source>
            <translation>Progress of printing</translation>
        </message>
        <message>
            <source>等凭条完全出来再取</source>
            <translation>Wait until it is all out</translation>
        </message>
        <message>
            <source>不等了，看结果</source>
            <translation>Show the result now</translation>
        </message>
        <message>
            <source>正在打印{act}凭条</source>
            <translation>Printing the {act} receipt</translation>
        </message>
        <message>
            <source>凭条从右下方的出口出来</source>
            <translation>It comes out at the lower right</translation>
        </message>
        <message>
            <source>{trouble}。已经叫了工作人员，修好会接着打印</source>
            <translation>{trouble}. Staff have been called; printing then goes on</translation>
        </message>
        <message>
            <source>您有一张社保卡，状态正常，可以挂失</source>
            <translation>You have one card in normal use. You can report it lost</translation>
        </message>
        <message>
            <source>下一步会告诉您挂失意味着什么，您确认以后才生效</source>
            <translation>Next we say what that means; it counts only once you confirm</translation>
        </message>
        <message>
            <source>去挂失</source>
            <translation>Report it</translation>
        </message>
        <message>
            <source>临时挂失到期会自动失效。办了正式挂失才能补卡</source>
            <translation>A temporary report ends by itself. For a new card it must be formal</translation>
        </message>
        <message>
            <source>办正式挂失</source>
            <translation>Make it formal</translation>
        </message>
        <message>
            <source>这张卡可以补办</source>
            <translation>This card can be replaced</translation>
        </message>
        <message>
            <source>接下来填几项信息，签字后提交</source>
            <translation>A few questions and a signature come next</translation>
        </message>
        <message>
            <source>去补办</source>
            <translation>Replace it</translation>
        </message>
        <message>
            <source>这张卡已经挂失，可以解除</source>
            <translation>This card is reported lost. You can release it</translation>
        </message>
        <message>
            <source>解除以后，原来的卡又能用了</source>
            <translation>Then the card works again</translation>
        </message>
        <message>
            <source>去解除挂失</source>
            <translation>Release it</translation>
        </message>
        <message>
            <source>暂时连不上市里的系统，可以先收下您的挂失申请</source>
            <translation>We cannot reach the central system, but can take your report</translation>
        </message>
        <message>
            <source>连上以后才会生效。急着停用，请现在拨打 12333</source>
            <translation>It takes effect only once sent. To block the card now, call 12333</translation>
        </message>
        <message>
            <source>先提交申请</source>
            <translation>Take my report</translation>
        </message>
        <message>
            <source>这张卡还在正常使用，要先挂失才能补办</source>
            <translation>This card is in normal use. Report it lost before replacing it</translation>
        </message>
        <message>
            <source>可以现在一起办：先挂失，再补办</source>
            <translation>Both can be done now: first the report, then the new card</translation>
        </message>
        <message>
            <source>先挂失</source>
            <translation>Report it first</translation>
        </message>
        <message>
            <source>您已通过{channel}临时挂失。现在办理正式挂失？</source>
            <translation>You reported it {channel}. Make it formal now?</translation>
        </message>
        <message>
            <source>您已通过{channel}临时挂失，有效至 {until}。现在办理正式挂失？</source>
            <translation>You reported it {channel}; that holds until {until}. Make it formal now?</translation>
        </message>
        <message>
            <source>这张卡还没有启用</source>
            <translation>This card is not enabled yet</translation>
        </message>
        <message>
            <source>没有启用的卡不用挂失。请带身份证到网点启用，或申请新卡</source>
            <translation>It need not be reported. Have it enabled at an outlet, or ask for a new one</translation>
        </message>
        <message>
            <source>这张卡被锁住了</source>
            <translation>This card is locked</translation>
        </message>
        <message>
            <source>请带身份证到网点解锁，工作人员会告诉您原因</source>
            <translation>An outlet unlocks it with your ID and tells you why</translation>
        </message>
        <message>
            <source>这张卡已经注销</source>
            <translation>This card is cancelled</translation>
        </message>
        <message>
            <source>注销的卡不能再用。请带身份证到网点申请新卡</source>
            <translation>It cannot be used again. Ask for a new card at an outlet, with your ID</translation>
        </message>
        <message>
            <source>您的新卡正在制作</source>
            <translation>Your new card is being made</translation>
        </message>
        <message>
            <source>不用再申请。可以在这里查办理进度</source>
            <translation>No need to apply again. See its progress here</translation>
        </message>
        <message>
            <source>查不清这张卡的状态</source>
            <translation>The state of this card is not clear</translation>
        </message>
        <message>
            <source>请带身份证到网点，由工作人员查询</source>
            <translation>Please have it checked at an outlet, with your ID</translation>
        </message>
        <message>
            <source>没有查到您的社保卡</source>
            <translation>No card was found for you</translation>
        </message>
        <message>
            <source>卡可能是外地发的，或还没有申领。请到网点查询</source>
            <translation>It may be from elsewhere, or never issued. Please ask at an outlet</translation>
        </message>
        <message>
            <source>这张卡没有挂失，可以正常使用</source>
            <translation>This card is not reported lost; it works</translation>
        </message>
        <message>
            <source>不用解除。如果卡用不了，请到网点检查</source>
            <translation>Nothing to release. If it fails, have it checked at an outlet</translation>
        </message>
        <message>
            <source>这张卡的挂失不能解除</source>
            <translation>This report cannot be released</translation>
        </message>
        <message>
            <source>本市规定，正式挂失后只能补办新卡</source>
            <translation>In this city, after a formal report the card can only be replaced</translation>
        </message>
        <message>
            <source>正式挂失要到窗口办理</source>
            <translation>A formal report is made at a counter</translation>
        </message>
        <message>
            <source>本市规定如此。您的临时挂失还有效，请在到期前带身份证到网点</source>
            <translation>That is the rule of this city. Go to an outlet with your ID before your temporary report ends</translation>
        </message>
        <message>
            <source>暂时连不上市里的系统，现在办不了</source>
            <translation>The central system cannot be reached, so this is not possible now</translation>
        </message>
        <message>
            <source>请过一会儿再来，或到网点办理</source>
            <translation>Please come back later, or go to an outlet</translation>
        </message>
        <message>
            <source>{month} 月 {day} 日</source>
            <translation>{day} {month_name}</translation>
        </message>
        <message>
            <source>{date} {time}</source>
            <comment>a moment</comment>
            <translation>{date}, {time}</translation>
        </message>
        <message>
            <source>{count} 小时</source>
            <translation>{count} hours</translation>
        </message>
        <message>
            <source>{count} 天</source>
            <translation>{count} days</translation>
        </message>
        <message>
            <source>{count} 个工作日</source>
            <translation>{count} working days</translation>
        </message>
        <message>
            <source>受理后{term}</source>
            <translation>{term} after acceptance</translation>
        </message>
        <message>
            <source>{date}左右（{term}）</source>
            <translation>{date} ({term})</translation>
        </message>
        <message>
            <source>{date}（{term}）</source>
            <translation>{date} ({term})</translation>
        </message>
        <message>
            <source>{amount} 元</source>
            <translation>{amount} yuan</translation>
        </message>
        <message>
            <source>社会保障卡</source>
            <translation>Social security card</translation>
        </message>
        <message>
            <source>医疗保险卡（旧卡）</source>
            <translation>Medical insurance card (old)</translation>
        </message>
        <message>
            <source>居民身份证</source>
            <translation>Resident ID card</translation>
        </message>
        <message>
            <source>港澳台居民居住证</source>
            <translation>Residence permit (HK, Macao, Taiwan)</translation>
        </message>
        <message>
            <source>外国人永久居留身份证</source>
            <translation>Foreigner permanent residence card</translation>
        </message>
        <message>
            <source>护照</source>
            <translation>Passport</translation>
        </message>
        <message>
            <source>挂失并补办</source>
            <translation>Report and replace</translation>
        </message>
        <message>
            <source>只挂失</source>
            <translation>Report only</translation>
        </message>
        <message>
            <source>只补办</source>
            <translation>Replace only</translation>
        </message>
        <message>
            <source>找到卡了，解除挂失</source>
            <translation>Found it: release</translation>
        </message>
        <message>
            <source>查办理进度</source>
            <translation>Check progress</translation>
        </message>
        <message>
            <source>补打凭条</source>
            <translation>Reprint receipt</translation>
        </message>
        <message>
            <source>附近网点</source>
            <translation>Find an outlet</translation>
        </message>
        <message>
            <source>身份证也丢了</source>
            <translation>ID card lost too</translation>
        </message>
        <message>
            <source>卡丢了，停用旧卡，申请新卡</source>
            <translation>Block the lost card, order a new one</translation>
        </message>
        <message>
            <source>先停用，暂不申请新卡</source>
            <translation>Block it now, order later</translation>
        </message>
        <message>
            <source>已经挂失，或者卡坏了、过期了</source>
            <translation>Reported already, damaged or expired</translation>
        </message>
        <message>
            <source>让原来的卡恢复使用</source>
            <translation>Your old card works again</translation>
        </message>
        <message>
            <source>新卡做到哪一步了</source>
            <translation>See how far your new card is</translation>
        </message>
        <message>
            <source>以前办理的凭条</source>
            <translation>From an earlier visit</translation>
        </message>
        <message>
            <source>地址、时间、电话</source>
            <translation>Addresses, hours, phones</translation>
        </message>
        <message>
            <source>去哪里办，要带什么</source>
            <translation>Where to go, what to bring</translation>
        </message>
        <message>
            <source>挂失</source>
            <translation>loss report</translation>
        </message>
        <message>
            <source>补卡申请</source>
            <translation>replacement</translation>
        </message>
        <message>
            <source>解除挂失</source>
            <translation>release</translation>
        </message>
        <message>
            <source>卡丢了</source>
            <translation>It is lost</translation>
        </message>
        <message>
            <source>卡坏了</source>
            <translation>It is damaged</translation>
        </message>
        <message>
            <source>卡过期了</source>
            <translation>It has expired</translation>
        </message>
        <message>
            <source>个人信息变了</source>
            <translation>My details have changed</translation>
        </message>
        <message>
            <source>想换一家银行</source>
            <translation>I want another bank</translation>
        </message>
        <message>
            <source>自己去领</source>
            <translation>I collect it</translation>
        </message>
        <message>
            <source>邮寄到家</source>
            <translation>Mail it to me</translation>
        </message>
        <message>
            <source>领卡时付</source>
            <translation>Pay on collection</translation>
        </message>
        <message>
            <source>现在扫码付</source>
            <translation>Pay now by QR</translation>
        </message>
        <message>
            <source>电话</source>
            <comment>channel</comment>
            <translation>by phone</translation>
        </message>
        <message>
            <source>网上</source>
            <translation>online</translation>
        </message>
        <message>
            <source>银行</source>
            <translation>at the bank</translation>
        </message>
        <message>
            <source>自助机</source>
            <translation>at a terminal</translation>
        </message>
        <message>
            <source>窗口</source>
            <translation>at a counter</translation>
        </message>
        <message>
            <source>其他途径</source>
            <translation>elsewhere</translation>
        </message>
        <message>
            <source>已受理，等待制卡</source>
            <translation>Accepted, waiting to be made</translation>
        </message>
        <message>
            <source>正在审核</source>
            <translation>Being checked</translation>
        </message>
        <message>
            <source>银行正在开户</source>
            <translation>The bank is opening the account</translation>
        </message>
        <message>
            <source>卡已做好，正在送往网点</source>
            <translation>Made, on its way to the outlet</translation>
        </message>
        <message>
            <source>卡已到网点，可以去领</source>
            <translation>At the outlet, ready for you</translation>
        </message>
        <message>
            <source>已经领走</source>
            <translation>Collected</translation>
        </message>
        <message>
            <source>请找导诊台</source>
            <translation>ask at the desk</translation>
        </message>
        <message>
            <source>请找服务窗口</source>
            <translation>ask at the counter</translation>
        </message>
        <message>
            <source>人工服务：{desk}，或拨打 {phone}</source>
            <translation>Staff: {desk}, or call {phone}</translation>
        </message>
        <message>
            <source>{address}，{counter}</source>
            <translation>{address}, {counter}</translation>
        </message>
        <message>
            <source>没有读出来。请翻个面，再放一次</source>
            <translation>Could not read it. Turn it over and try again</translation>
        </message>
        <message>
            <source>这不是身份证件。请放身份证，不要放社保卡或银行卡</source>
            <translation>This is not an ID. Use your ID card, not a social security or bank card</translation>
        </message>
        <message>
            <source>拿起来太早了。请再放一次，等读完再拿</source>
            <translation>Lifted too early. Lay it down again and wait</translation>
        </message>
        <message>
            <source>读出来的信息不完整。请擦一擦证件，再放一次</source>
            <translation>The data is incomplete. Wipe the card and try again</translation>
        </message>
        <message>
            <source>读卡器暂时不能用。请到服务窗口办理</source>
            <translation>The reader does not work. Please go to a counter</translation>
        </message>
        <message>
            <source>这是您自己的证件。请放持卡人的证件</source>
            <translation>This is your own ID. Lay down the card holder's</translation>
        </message>
        <message>
            <source>打印机可以用了</source>
            <translation>The printer works again</translation>
        </message>
        <message>
            <source>凭条纸用完了</source>
            <translation>Out of receipt paper</translation>
        </message>
        <message>
            <source>打印机的盖子没有关好</source>
            <translation>The printer's cover is open</translation>
        </message>
        <message>
            <source>打印机太热，要歇一会儿</source>
            <translation>The printer is too hot and must rest</translation>
        </message>
        <message>
            <source>打印机卡住了</source>
            <translation>The printer is stuck</translation>
        </message>
        <message>
            <source>打印机没有回应</source>
            <translation>The printer does not answer</translation>
        </message>
        <message>
            <source>读卡器暂时不能用，请到窗口办理</source>
            <translation>The reader does not work; go to a counter</translation>
        </message>
        <message>
            <source>读卡器坏了</source>
            <comment>short</comment>
            <translation>No reader</translation>
        </message>
        <message>
            <source>暂时连不上市里的系统，请稍后再来</source>
            <translation>Central system not reached; come back later</translation>
        </message>
        <message>
            <source>没有联网</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>本市这项要到窗口办理</source>
            <translation>Only at a counter in this city</translation>
        </message>
        <message>
            <source>请到窗口</source>
            <translation>At a counter</translation>
        </message>
        <message>
            <source>工作人员正在维护</source>
            <translation>staff are at work on it</translation>
        </message>
        <message>
            <source>这台机器存不下新的申请</source>
            <translation>it cannot store new requests</translation>
        </message>
        <message>
            <source>读卡器坏了</source>
            <translation>the card reader is broken</translation>
        </message>
        <message>
            <source>这个地点还没有开通这项服务</source>
            <translation>this place does not offer the service yet</translation>
        </message>
        <message>
            <source>还没有收到本市的办理规定</source>
            <translation>the rules of this city are missing</translation>
        </message>
        <message>
            <source>机器还没有设置好</source>
            <translation>it is not set up yet</translation>
        </message>
        <message>
            <source>三次都没有读出证件</source>
            <translation>Your ID could not be read three times</translation>
        </message>
        <message>
            <source>证件不是您本人的，不能继续办理</source>
            <translation>With somebody else's ID you cannot go on</translation>
        </message>
        <message>
            <source>暂时查不到您的卡</source>
            <translation>Your card cannot be looked up now</translation>
        </message>
        <message>
            <source>替别人办理要到窗口</source>
            <translation>For somebody else, please go to a counter</translation>
        </message>
        <message>
            <source>您的证件过期了</source>
            <translation>Your ID has expired</translation>
        </message>
        <message>
            <source>这里不收这种证件</source>
            <translation>This kind of ID is not accepted here</translation>
        </message>
        <message>
            <source>市里的系统没有受理这次申请</source>
            <translation>The central system did not accept this request</translation>
        </message>
        <message>
            <source>机器没能存下您的申请，什么都没有提交</source>
            <translation>Your request could not be stored; nothing was filed</translation>
        </message>
        <message>
            <source>没有找到以前的凭条</source>
            <translation>No earlier receipt was found</translation>
        </message>
        <message>
            <source>现在不能扫码付费</source>
            <translation>Paying by QR is not possible now</translation>
        </message>
        <message>
            <source>请带上证件到下面的网点，由工作人员核对</source>
            <translation>Take it to the outlet below; staff will check it</translation>
        </message>
        <message>
            <source>请持卡人本人来办，或到下面的网点办理代办</source>
            <translation>The holder comes in person, or somebody acts for them at the outlet below</translation>
        </message>
        <message>
            <source>请过一会儿再来，或到下面的网点办理</source>
            <translation>Come back later, or go to the outlet below</translation>
        </message>
        <message>
            <source>请先到派出所换领新证件，再来办理</source>
            <translation>Renew it with the police first, then come back</translation>
        </message>
        <message>
            <source>请到下面的网点办理；急着停用旧卡，请现在拨打 12333</source>
            <translation>Go to the outlet below. To block the card now, call 12333</translation>
        </message>
        <message>
            <source>凭办理号可以到下面的网点补打</source>
            <translation>The outlet below can print it if you know its number</translation>
        </message>
        <message>
            <source>请带上证件，到下面的网点办理</source>
            <translation>Go to the outlet below with your ID</translation>
        </message>
        <message>
            <source>核对身份</source>
            <translation>Who you are</translation>
        </message>
        <message>
            <source>查看卡片</source>
            <translation>Your card</translation>
        </message>
        <message>
            <source>挂失</source>
            <comment>step</comment>
            <translation>Loss report</translation>
        </message>
        <message>
            <source>解除挂失</source>
            <comment>step</comment>
            <translation>Release</translation>
        </message>
        <message>
            <source>填写补卡信息</source>
            <translation>Details of the new card</translation>
        </message>
        <message>
            <source>核对提交</source>
            <translation>Check and send</translation>
        </message>
        <message>
            <source>拿凭条</source>
            <translation>Receipt</translation>
        </message>
        <message>
            <source>查看结果</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>中文</source>
            <translation>English</translation>
        </message>
        <message>
            <source>正在清洁或换纸，几分钟就好</source>
            <translation>cleaning or new paper, back in a few minutes</translation>
        </message>
        <message>
            <source>机器坏了，已经通知维修</source>
            <translation>it is broken; a technician has been called</translation>
        </message>
        <message>
            <source>已输入</source>
            <translation>Typed</translation>
        </message>
        <message>
            <source>确定</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>维护模式：请输入您的编号</source>
            <translation>Maintenance: your staff number</translation>
        </message>
        <message>
            <source>请输入密码</source>
            <translation>Your PIN</translation>
        </message>
        <message>
            <source>请设置六位新密码</source>
            <translation>Choose a new PIN of six digits</translation>
        </message>
        <message>
            <source>请再输入一次新密码</source>
            <translation>The new PIN once more</translation>
        </message>
        <message>
            <source>六位密码，或八位一次性代码</source>
            <translation>Six digits, or the eight of a one-time code</translation>
        </message>
        <message>
            <source>不要用连号、重复的数字</source>
            <translation>No runs, no repeated digits</translation>
        </message>
        <message>
            <source>正在核对……</source>
            <translation>Being checked …</translation>
        </message>
        <message>
            <source>编号或密码不对</source>
            <translation>Number or PIN is wrong</translation>
        </message>
        <message>
            <source>错误次数太多，请等 {seconds} 秒再试</source>
            <translation>Too many tries: wait {seconds} s</translation>
        </message>
        <message>
            <source>错误次数太多，请等 {minutes} 分钟再试</source>
            <translation>Too many tries: wait {minutes} min</translation>
        </message>
        <message>
            <source>一次性代码已过期，请主管重新发放</source>
            <translation>The one-time code has ended: ask for a new one</translation>
        </message>
        <message>
            <source>这个密码太容易猜，请换一个</source>
            <translation>That PIN is too easy to guess: choose another</translation>
        </message>
        <message>
            <source>两次输入不一样，请重新设置</source>
            <translation>They differ: choose again</translation>
        </message>
        <message>
            <source>登录信息读不出来，请技术人员运行 kiosk staff list</source>
            <translation>The list of staff cannot be read: run kiosk staff list</translation>
        </message>
        <message>
            <source>数据存储写不进去，暂时不能登录</source>
            <translation>The store cannot be written: no sign-in now</translation>
        </message>
        <message>
            <source>还没有设置工作人员，请技术人员运行 kiosk staff init</source>
            <translation>No staff are set up: run kiosk staff init</translation>
        </message>
        <message>
            <source>维护模式 · {name} · {role}</source>
            <translation>Maintenance · {name} · {role}</translation>
        </message>
        <message>
            <source>退出维护</source>
            <translation>Sign out</translation>
        </message>
        <message>
            <source>卡没有读完，请放好别动，再试一次</source>
            <translation>The card was not read to the end. Lay it down, hold it still, try again</translation>
        </message>
        <message>
            <source>这不是工作人员卡</source>
            <translation>This is not a staff card</translation>
        </message>
        <message>
            <source>这张卡不是本系统发的，不能登录</source>
            <translation>This card was not issued for this system</translation>
        </message>
        <message>
            <source>这张卡已过期，请换新卡</source>
            <translation>This card has expired; get a new one</translation>
        </message>
        <message>
            <source>这张卡已挂失停用</source>
            <translation>This card was reported lost and is refused</translation>
        </message>
        <message>
            <source>卡的密码不对，还能试 {count} 次</source>
            <translation>Wrong PIN of the card; {count} tries left</translation>
        </message>
        <message>
            <source>卡的密码已锁死，请找发卡的人</source>
            <translation>The card has blocked itself; see who issued it</translation>
        </message>
        <message>
            <source>这张卡是伪造的：它没有证书的密钥。已记录</source>
            <translation>This card is a forgery: it lacks the key of its certificate. Recorded</translation>
        </message>
        <message>
            <source>终端时间不对，不能核对卡的有效期，请用编号登录</source>
            <translation>The clock is wrong, so the card cannot be judged. Sign in by number</translation>
        </message>
        <message>
            <source>请输入工作人员卡的密码</source>
            <translation>Enter your staff card's PIN</translation>
        </message>
        <message>
            <source>仅限工作人员。两位数字，或把工作人员卡放到读卡器上</source>
            <translation>Staff only. Two digits, or lay your staff card on the reader</translation>
        </message>
        <message>
            <source>卡不要拿走。没有卡请按返回，输入编号</source>
            <translation>Leave the card there. No staff card? Go back and enter your number</translation>
        </message>
        <message>
            <source>帮没有身份证的人办：办什么？</source>
            <translation>For a person without an ID card: what is it?</translation>
        </message>
        <message>
            <source>先核对户口簿、临时身份证等证件；这次办理会记下您的名字</source>
            <translation>Compare the household register or other papers first; your name is recorded</translation>
        </message>
        <message>
            <source>身份证号码</source>
            <translation>ID number</translation>
        </message>
        <message>
            <source>请输入他的身份证号码</source>
            <translation>Enter the person's ID number</translation>
        </message>
        <message>
            <source>照户口簿或临时身份证输入，共 18 位</source>
            <translation>As in the household register or temporary ID: 18 characters</translation>
        </message>
        <message>
            <source>这个号码不对，请照证件再看一遍</source>
            <translation>That number does not hold. Compare it with the papers</translation>
        </message>
        <message>
            <source>请输入他的姓名</source>
            <translation>Enter the person's name</translation>
        </message>
        <message>
            <source>要办</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>经办人</source>
            <translation>Clerk</translation>
        </message>
        <message>
            <source>和证件上的一样吗？</source>
            <translation>Is it the same as in the papers?</translation>
        </message>
        <message>
            <source>按下后开始办理，并记下是您核对的证件</source>
            <translation>The visit begins, and it is recorded that you compared the papers</translation>
        </message>
        <message>
            <source>已核对证件，开始办理</source>
            <translation>Papers compared, begin</translation>
        </message>
        <message>
            <source>系统</source>
            <translation>Machine</translation>
        </message>
        <message>
            <source>马上发</source>
            <translation>Send</translation>
        </message>
        <message>
            <source>搁置</source>
            <translation>Set aside</translation>
        </message>
        <message>
            <source>等待</source>
            <translation>waits</translation>
        </message>
        <message>
            <source>用手指把每一格都擦到；擦不到的地方，等 30 秒</source>
            <translation>Wipe over every cell; if some never answer, wait 30 seconds</translation>
        </message>
        <message>
            <source>新的校准正在试用，点得准吗？</source>
            <translation>The new calibration is on trial: do you hit what you mean?</translation>
        </message>
        <message>
            <source>点“保留”才算数；点不到就等着，会恢复原来的</source>
            <translation>Touch Keep to keep it; if you cannot hit it, wait: it is taken back</translation>
        </message>
        <message>
            <source>保留</source>
            <translation>Keep</translation>
        </message>
        <message>
            <source>还有 {seconds} 秒恢复原来的</source>
            <translation>As before in {seconds} s</translation>
        </message>
        <message>
            <source>请点红十字的正中（{number}/{count}）</source>
            <translation>Touch the middle of the red cross ({number}/{count})</translation>
        </message>
        <message>
            <source>试声音</source>
            <translation>Test sound</translation>
        </message>
        <message>
            <source>试触摸屏</source>
            <translation>Test touch</translation>
        </message>
        <message>
            <source>校准触摸屏</source>
            <translation>Calibrate touch</translation>
        </message>
        <message>
            <source>没有身份证的人</source>
            <translation>Without ID card</translation>
        </message>
        <message>
            <source>重启整机</source>
            <translation>Restart machine</translation>
        </message>
        <message>
            <source>从 U 盘更新程序</source>
            <translation>Update from a stick</translation>
        </message>
        <message>
            <source>从 U 盘装入地区政策</source>
            <translation>Policy from a stick</translation>
        </message>
        <message>
            <source>先按按钮，再插 U 盘，等提示后才拔下</source>
            <translation>Press the button, then plug the stick in; pull it out when told</translation>
        </message>
        <message>
            <source>只接受有签名的更新包和政策；不对就什么都不改</source>
            <translation>Only signed updates and policies are taken; otherwise nothing changes</translation>
        </message>
        <message>
            <source>正在清洁屏幕，还有 {seconds} 秒</source>
            <translation>The screen is being wiped: {seconds} seconds</translation>
        </message>
        <message>
            <source>现在触摸屏幕没有任何作用</source>
            <translation>Touches do nothing now</translation>
        </message>
        <message>
            <source>正在检查……</source>
            <translation>Being checked …</translation>
        </message>
        <message>
            <source>请稍等……</source>
            <translation>Please wait …</translation>
        </message>
        <message>
            <source>设备自检</source>
            <translation>Devices</translation>
        </message>
        <message>
            <source>待发送</source>
            <translation>Queue</translation>
        </message>
        <message>
            <source>服务</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>换纸</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>日志</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>窗口人员</source>
            <translation>Clerk</translation>
        </message>
        <message>
            <source>技术人员</source>
            <translation>Technician</translation>
        </message>
        <message>
            <source>主管</source>
            <translation>Supervisor</translation>
        </message>
        <message>
            <source>、</source>
            <comment>between names</comment>
            <translation>, </translation>
        </message>
        <message>
            <source>正常：{names}</source>
            <translation>Well: {names}</translation>
        </message>
        <message>
            <source>{count} 条待发送。{why}。下次发送：{at}</source>
            <translation>{count} waiting. {why}. Next try: {at}</translation>
        </message>
        <message>
            <source>{count} 条，其中 {parked} 条等人处理</source>
            <translation>{count}, of which {parked} need staff</translation>
        </message>
        <message>
            <source>全部重查</source>
            <translation>Check again</translation>
        </message>
        <message>
            <source>{found}（{last}）</source>
            <translation>{found} ({last})</translation>
        </message>
        <message>
            <source>试读卡器</source>
            <translation>Test reader</translation>
        </message>
        <message>
            <source>打印测试页</source>
            <translation>Test page</translation>
        </message>
        <message>
            <source>打印自检单</source>
            <translation>Readiness slip</translation>
        </message>
        <message>
            <source>{count} 条</source>
            <translation>{count}</translation>
        </message>
        <message>
            <source>现在</source>
            <translation>Now</translation>
        </message>
        <message>
            <source>最早一条</source>
            <translation>Oldest</translation>
        </message>
        <message>
            <source>没有</source>
            <translation>None</translation>
        </message>
        <message>
            <source>最近送达</source>
            <translation>Last success</translation>
        </message>
        <message>
            <source>还没有</source>
            <translation>None yet</translation>
        </message>
        <message>
            <source>下次发送</source>
            <translation>Next try</translation>
        </message>
        <message>
            <source>马上</source>
            <translation>At once</translation>
        </message>
        <message>
            <source>再发一次</source>
            <translation>Send again</translation>
        </message>
        <message>
            <source>全部马上发送</source>
            <translation>Send all now</translation>
        </message>
        <message>
            <source>封存记录导出到 U 盘</source>
            <translation>Records to a stick</translation>
        </message>
        <message>
            <source>恢复服务</source>
            <translation>Open again</translation>
        </message>
        <message>
            <source>暂停：维护</source>
            <translation>Stop: maintenance</translation>
        </message>
        <message>
            <source>暂停：清洁换纸</source>
            <translation>Stop: cleaning</translation>
        </message>
        <message>
            <source>暂停：等待维修</source>
            <translation>Stop: repair</translation>
        </message>
        <message>
            <source>清洁屏幕 30 秒</source>
            <translation>Wipe the screen</translation>
        </message>
        <message>
            <source>语言音量留作默认</source>
            <translation>Keep language</translation>
        </message>
        <message>
            <source>重启程序</source>
            <translation>Restart the program</translation>
        </message>
        <message>
            <source>现在：正在服务</source>
            <translation>Now: in service</translation>
        </message>
        <message>
            <source>打开打印机上盖，取出旧纸芯</source>
            <translation>Open the printer's cover, take out the old core</translation>
        </message>
        <message>
            <source>放入新纸卷，纸从下面出来，拉出十厘米</source>
            <translation>Put in a new roll, paper from below, pull out 10 cm</translation>
        </message>
        <message>
            <source>合上上盖，两边都按紧，撕掉多余的纸</source>
            <translation>Close the cover on both sides, tear off what hangs out</translation>
        </message>
        <message>
            <source>打印测试页，看字是否清楚、切纸是否整齐</source>
            <translation>Print a test page: is it clear, is it cut cleanly?</translation>
        </message>
        <message>
            <source>打印机：纸快用完了</source>
            <translation>Printer: paper is low</translation>
        </message>
        <message>
            <source>打印机：正常</source>
            <translation>Printer: ready</translation>
        </message>
        <message>
            <source>最近没有需要处理的事</source>
            <translation>Nothing needed anybody lately</translation>
        </message>
        <message>
            <source>日志导出到 U 盘</source>
            <translation>Export the log to a stick</translation>
        </message>
        <message>
            <source>维护：现在不能登录</source>
            <translation>Maintenance: nobody can sign in now</translation>
        </message>
        <message>
            <source>窗口人员能做的</source>
            <translation>What counter staff can do</translation>
        </message>
        <message>
            <source>插好电源线和网线；关掉总电源，十秒后再开；终端会自己重试</source>
            <translation>Push in the power and network cables; switch the mains off for ten seconds. The terminal tries again by itself</translation>
        </message>
        <message>
            <source>技术人员能做的</source>
            <translation>What a technician can do</translation>
        </message>
        <message>
            <source>接上键盘，在本机运行 kiosk doctor，照提示处理；修好半分钟内自动恢复服务</source>
            <translation>With a keyboard, run kiosk doctor on this machine and do as it says. Half a minute after the repair it serves again</translation>
        </message>
        <message>
            <source>空格</source>
            <translation>Space</translation>
        </message>
        <message>
            <source>间隔点</source>
            <translation>Middle dot</translation>
        </message>
        <message>
            <source>连字符</source>
            <translation>Hyphen</translation>
        </message>
        <message>
            <source>撇号</source>
            <translation>Apostrophe</translation>
        </message>
        <message>
            <source>逐字输入拼音，再点选汉字；ü 用 v。找不到的字改用编码输入</source>
            <translation>Spell each character in pinyin and pick it; v for ü. Not there? Type its code</translation>
        </message>
        <message>
            <source>照证件上的字母输入</source>
            <translation>Type the letters as they stand on the papers</translation>
        </message>
        <message>
            <source>输入统一码（四、五位）或 GB 18030 编码（八位），再点选汉字</source>
            <translation>Type its Unicode (4 or 5 digits) or GB 18030 code (8 digits), then pick it</translation>
        </message>
        <message>
            <source>拼音输入</source>
            <translation>Pinyin</translation>
        </message>
        <message>
            <source>字母输入</source>
            <translation>Letters</translation>
        </message>
        <message>
            <source>编码输入</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>现在：暂停服务，{reason}</source>
            <translation>Now: out of service, {reason}</translation>
        </message>
        <message>
            <source>审计链 {head}</source>
            <translation>Audit chain {head}</translation>
        </message>
        <message>
            <source>程序异常退出 {crashes} 次，最近一次 {at}</source>
            <translation>The program crashed: {crashes}, last {at}</translation>
        </message>
        <message>
            <source>终端 {terminal}，程序 {version}，地区政策第 {policy} 版</source>
            <translation>Terminal {terminal}, program {version}, region policy {policy}</translation>
        </message>
        <message>
            <source>把日志导出到 U 盘交给技术支持：{where}</source>
            <translation>Export the log to a stick for support: {where}</translation>
        </message>
    </context>
</TS>
