<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="zh_CN">
    <context>
        <name />
        <message>
            <source>中文</source>
            <translation>Français</translation>
        </message>
        <message>
            <source>大字</source>
            <translation>Grand</translation>
        </message>
        <message>
            <source>高对比</source>
            <translation>Contraste</translation>
        </message>
        <message>
            <source>朗读</source>
            <translation>Lecture</translation>
        </message>
        <message>
            <source>低位</source>
            <translation>Plus bas</translation>
        </message>
        <message>
            <source>帮助</source>
            <translation>Aide</translation>
        </message>
        <message>
            <source>退出</source>
            <translation>Quitter</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Retour</translation>
        </message>
        <message>
            <source>下一步</source>
            <translation>Suivant</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Effacer</translation>
        </message>
        <message>
            <source>社保卡自助服务</source>
            <translation>Carte de sécurité sociale</translation>
        </message>
        <message>
            <source>触摸屏幕开始</source>
            <translation>Touchez pour commencer</translation>
        </message>
        <message>
            <source>社保卡丢了？在这里挂失、补办</source>
            <translation>Carte de sécurité sociale perdue ? Déclarez et remplacez-la ici</translation>
        </message>
        <message>
            <source>请准备好身份证，几分钟就能办完</source>
            <translation>Préparez votre pièce d'identité. Quelques minutes suffisent</translation>
        </message>
        <message>
            <source>您要办什么？</source>
            <translation>Que souhaitez-vous faire ?</translation>
        </message>
        <message>
            <source>挂失并补办</source>
            <translation>Bloquer et refaire</translation>
        </message>
        <message>
            <source>只挂失</source>
            <translation>Bloquer seulement</translation>
        </message>
        <message>
            <source>只补办</source>
            <translation>Refaire seulement</translation>
        </message>
        <message>
            <source>查办理进度</source>
            <translation>Suivre ma demande</translation>
        </message>
        <message>
            <source>请把身份证平放在亮灯处，不要移动</source>
            <translation>Posez votre carte à plat sur la zone éclairée, sans bouger</translation>
        </message>
        <message>
            <source>正在读取，请不要拿开</source>
            <translation>Lecture en cours, ne la retirez pas</translation>
        </message>
        <message>
            <source>没有读出来。请翻个面，再放一次</source>
            <translation>Lecture impossible. Retournez la carte et réessayez</translation>
        </message>
        <message>
            <source>是您本人吗？</source>
            <translation>Est-ce bien vous ?</translation>
        </message>
        <message>
            <source>是我</source>
            <translation>Oui, c'est moi</translation>
        </message>
        <message>
            <source>不是我</source>
            <translation>Non</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>证件</source>
            <translation>Pièce</translation>
        </message>
        <message>
            <source>号码</source>
            <translation>Numéro</translation>
        </message>
        <message>
            <source>确认挂失这张卡吗？</source>
            <translation>Déclarer cette carte perdue ?</translation>
        </message>
        <message>
            <source>挂失后，这张卡马上不能用</source>
            <translation>La carte est bloquée aussitôt</translation>
        </message>
        <message>
            <source>找到了，补办之前可以解除</source>
            <translation>Si vous la retrouvez, vous pouvez annuler avant le remplacement</translation>
        </message>
        <message>
            <source>确认挂失</source>
            <translation>Déclarer la perte</translation>
        </message>
        <message>
            <source>先不挂失</source>
            <translation>Pas maintenant</translation>
        </message>
        <message>
            <source>请留一个电话号码</source>
            <translation>Votre numéro de téléphone</translation>
        </message>
        <message>
            <source>办理号</source>
            <translation>Votre numéro</translation>
        </message>
        <message>
            <source>请取凭条</source>
            <translation>Prenez le reçu</translation>
        </message>
        <message>
            <source>请拿好身份证，再取凭条</source>
            <translation>Reprenez votre carte, puis le reçu</translation>
        </message>
        <message>
            <source>谢谢，再见</source>
            <translation>Merci, au revoir</translation>
        </message>
        <message>
            <source>您还在吗？</source>
            <translation>Êtes-vous toujours là ?</translation>
        </message>
        <message>
            <source>我还在，继续办理</source>
            <translation>Je suis là, continuer</translation>
        </message>
        <message>
            <source>需要帮助吗？</source>
            <translation>Besoin d'aide ?</translation>
        </message>
        <message>
            <source>人工服务：{desk}，或拨打 {phone}</source>
            <translation>{desk}, ou {phone}</translation>
        </message>
        <message>
            <source>{month} 月 {day} 日</source>
            <translation>{day} {month_name}</translation>
        </message>
        <message>
            <source>{amount} 元</source>
            <translation>{amount} yuans</translation>
        </message>
    </context>
</TS>
