"""The store and the policy in it, looked at without changing anything."""

from pathlib import Path

from kiosk.rules.policy import Text
from kiosk.rules.policy_file import PolicyFault, load_policy
from kiosk.staff.check import Check, Subject, unwell, well
from kiosk.store.policies import StoredPolicy
from kiosk.store.reading import Reading
from kiosk.store.sqlite import is_safe, library_version
from kiosk.store.trouble import StoreTrouble, TroubleKind
from kiosk.upstream.contract import SignedPolicy

_VOLATILE = {"tmpfs", "ramfs"}
_WORDS: dict[TroubleKind, Text] = {
    TroubleKind.FULL: Text(zh="磁盘满了", en="The disk is full"),
    TroubleKind.READ_ONLY: Text(zh="打不开，或不能写入", en="It cannot be opened or written"),
    TroubleKind.IN_USE: Text(zh="另一个程序正占用它", en="Another program holds it"),
    TroubleKind.NEWER: Text(zh="是更新的版本写的", en="A later version wrote it"),
    TroubleKind.DAMAGED: Text(zh="文件损坏", en="The file is damaged"),
    TroubleKind.DISK: Text(zh="磁盘读写出错", en="The disk answers with errors"),
    TroubleKind.UNSAFE_SQLITE: Text(zh="数据库程序有缺陷", en="The database library has a defect"),
    TroubleKind.NOT_DURABLE: Text(zh="断电会丢数据", en="A power cut would lose data"),
}
_REMEDIES: dict[TroubleKind, Text] = {
    TroubleKind.FULL: Text(zh="清理磁盘", en="Make room on the disk"),
    TroubleKind.READ_ONLY: Text(
        zh="检查目录的属主和权限，或磁盘是否变成只读",
        en="Check owner and mode of the folder, or a disk gone read-only",
    ),
    TroubleKind.IN_USE: Text(zh="停掉占用它的程序", en="Stop the program that holds it"),
    TroubleKind.NEWER: Text(
        zh="这个文件是新版本写的，请装回新版本", en="A later version wrote it: install that version again"
    ),
    TroubleKind.DAMAGED: Text(
        zh="重启终端：损坏的文件会整个留存，另开新文件；然后联系技术人员",
        en="Restart the terminal: the damaged file is kept whole and a new one begun; then call a technician",
    ),
    TroubleKind.DISK: Text(zh="磁盘读写出错，请更换磁盘", en="The disk answers with errors: replace it"),
    TroubleKind.UNSAFE_SQLITE: Text(zh="重新安装终端软件包", en="Install the terminal's package again"),
    TroubleKind.NOT_DURABLE: Text(zh="把数据放到本机硬盘", en="Put the store on a disk of this machine"),
}


def check_store(reading: Reading | StoreTrouble | None, path: Path) -> Check:
    """Sound file, safe library, a file system that survives a power cut. None: not begun yet."""
    if not is_safe():
        version = ".".join(map(str, library_version()))
        return _bad(StoreTrouble(kind=TroubleKind.UNSAFE_SQLITE, detail=f"SQLite {version}"))
    if (kind := filesystem(path)) in _VOLATILE:
        return _bad(StoreTrouble(kind=TroubleKind.NOT_DURABLE, detail=kind))
    if reading is None:
        return well(Subject.STORE, "还没有数据，第一次启动时建立", "Not begun yet: the first start makes it")
    trouble = _damage(reading)
    return _bad(trouble) if trouble else _counted(reading)


def _damage(reading: Reading | StoreTrouble) -> StoreTrouble | None:
    if isinstance(reading, StoreTrouble):
        return reading
    found = reading.check()
    if isinstance(found, StoreTrouble):
        return found
    return StoreTrouble(kind=TroubleKind.DAMAGED, detail=found[0]) if found else None


def _counted(reading: Reading | StoreTrouble) -> Check:
    summary = reading if isinstance(reading, StoreTrouble) else reading.queue.summary()
    if isinstance(summary, StoreTrouble):
        return _bad(summary)
    waits, parked = summary.depth - summary.parked, summary.parked
    if parked:
        return unwell(
            Subject.STORE,
            Text(
                zh=f"{parked} 条记录被上级拒收，等工作人员处理",
                en=f"{parked} records are parked and need staff",
            ),
            Text(
                zh="在维护页「待发送」里查看",
                en="Look at the queue on the staff pages, or run kiosk queue list",
            ),
        )
    return well(Subject.STORE, f"完好，{waits} 条待发送", f"Sound, {waits} waiting to be sent")


def _bad(trouble: StoreTrouble) -> Check:
    words, code = _WORDS[trouble.kind], f"{trouble.kind.value} {trouble.detail}".strip()
    return unwell(
        Subject.STORE,
        Text(zh=f"{words.zh}（{code}）", en=f"{words.en} ({code})"),
        _REMEDIES[trouble.kind],
        closes=True,
    )


def filesystem(path: Path) -> str:
    """Type of the file system that a path lies on (proc_pid_mountinfo(5)); empty when unknown."""
    best, kind = -1, ""
    target = path.absolute()
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
        left, _, right = line.partition(" - ")
        mount = Path(left.split()[4])
        if target.is_relative_to(mount) and len(mount.parts) > best:
            best, kind = len(mount.parts), right.split()[0]
    return kind


def check_policy(stored: StoredPolicy | StoreTrouble | None, region: str) -> Check:
    """The policy in force, understood by this version and meant for this region."""
    if stored is None or isinstance(stored, StoreTrouble):
        return unwell(
            Subject.POLICY,
            Text(zh="还没有收到地区政策", en="No region policy has arrived yet"),
            Text(zh="接通上级系统，政策会自动到达", en="Connect the upstream: the policy comes by itself"),
        )
    loaded = load_policy(SignedPolicy.model_validate_json(stored.signed).document)
    if isinstance(loaded, PolicyFault):
        fault = loaded.faults[0]
        return unwell(
            Subject.POLICY,
            Text(
                zh=f"第 {stored.version} 版有错：{fault.key}",
                en=f"Version {stored.version} has an error: {fault}",
            ),
            Text(zh="请上级改正并重新发布", en="Ask the upstream to correct and publish it again"),
        )
    if loaded.region != region:
        return unwell(
            Subject.POLICY,
            Text(
                zh=f"政策属于地区 {loaded.region}，不是 {region}",
                en=f"It is for {loaded.region}, not {region}",
            ),
            Text(zh="核对设置里的 [terminal] region", en="Check [terminal] region in the settings"),
        )
    outlets = len(loaded.outlets)
    return well(
        Subject.POLICY,
        f"地区 {loaded.region}，第 {loaded.version} 版，{outlets} 个网点",
        f"Region {loaded.region}, version {loaded.version}, {outlets} outlets",
    )
