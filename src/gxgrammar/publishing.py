"""What a sentence says was published in the year: information of all kinds, or what went through one channel."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from gxgrammar.periods import is_running_stock
from gxgrammar.syntax import Word

# A list of channels: what it is said of came by all of them. Some of a kind, 等新媒体, are not all.
#  Nor are those of one level, 等省级媒体.
WAYS = re.compile(
    "等(?![其新网])(?![^,、]{0,4}(?:级|央|传统|主流))[^,、]{0,4}(?:方式|途径|渠道|形式|载体|平台|媒体)"
    "|[各多](?:种|级)?(?:政务)?(?:公开)?(?:平台|渠道|途径|形式)"
)
# A list of press and stations alone is one way among others: 通过日报、电视台等媒体.
_PRESS = re.compile("(?:日报|晚报|报纸|报刊|广播|电视|电台|杂志)[^,;:]{0,12}等[^,、;:]{0,4}媒体")
_LISTED = re.compile("[、和与等]|及(?!时)")
_LISTED_BEFORE = re.compile("(?:[、和与]|及(?!时))[^、,;:]{0,6}$")
# Of one channel, what is not its account: 微信工作群.
_NOT_OF_ACCOUNT = re.compile("群(?!众)|视频号|小程序|朋友圈|大厅")
# What may stand before 公开 or 发布 where all that is published is meant: we ourselves, a year, or words for all.
_WHO_OR_WHEN = re.compile(
    "(?:^|[,;:、(]|主动|累计|总共|共计|共|总计|合计|对外|向社会|及时|依法|按时|全年|(?<![三两近])年|(?<![三两近])年度|(?<![三两近])年度?内|(?<!年)期内|一年来|[-—–－~～至到]12月|日"
    r"|[我本全][局县市区镇乡委厅办院站处所会]|[我本](?:单位|街道|中心|街道办事处|[县市区镇乡]政府)|(?<![级省院])人民政府|公开|发布|审核|更新|新增|已)\s*$"
)
_OF_OTHERS = re.compile(
    "各(?!类|种|项|[股科处]室|[^,;:]{0,6}渠道)|(?:县|区|市|镇|乡)直|所属|下属|转载|转发|督促|采用|指导"
)
# What was not published, should be, or is the rest; what stands before a verb that tells of a part: 招商领域主动发布.
_NOT_PUBLISHED = re.compile(
    "(?:其[他它]|未|应|拟|需|待|可|将|删除|撤下|抽查|计划|力争|争取|预计|确保|目标是?)(?:当|要|予以|主动)*$"
)
_OF_A_FIELD = re.compile("(?:领域|(?<!公开)方面|栏目|板块|专题)(?:主动)?$")
# The clause before may name the field, or an occasion: 财政预决算方面，主动公开…, not our task or a date.
_FIELD_BEFORE = re.compile("(?:领域|方面|专题|(?<!报告)(?<!统计)(?<![年日止月底末])(?<!年度)(?<!月份)期间),\\s*$")
_OUR_TASK = re.compile(
    r"(?:^|[,;:()、.\s])(?:[一二三四五六七八九十\d]是)?在?(?:主动|政府|政务|信息|公开|发布|工作|数量|内容|情况|总体|[我本全][局县市区镇乡])+"
    r"方面,\s*$"
)
# Those below us, and none of us beside them.
_OF_LOWER = re.compile(
    "^(?:其中|此外|另外)?(?:乡镇|镇街|县区|各级?(?:乡|镇|街道|村|社区|县|区))(?:[、和及各]|乡|镇|街道|村|社区|县|区)*"
    "(?:人民政府|政府|办事处)?(?:全年|累计|总共|共计|共)?$"
)
_AND_OURS = re.compile(
    "[我本][局县市镇乡区院厅委][及和与各].{0,6}(?:共|累计)$|[及和与][我本][局县市镇乡区院厅委](?:共|累计)$"
)
# How information published in all is counted; that of a kind, 公开财政信息5条, is a part.
_OF_INFORMATION = re.compile(
    "(?:了|的|年度)?(?:[全本][市县区州省])?(?:各类|各种|各级各类|全部)?(?:政府|政务)?信息(?:总数|总量|数量|条数|数|量)?"
    "(?:总共|共计|共|总计|合计|累计|已达到|已达|达到|达|为|有){0,2}:?"
)
_IN_ALL = re.compile("(?:了|的)?(?:(?:政府|政务)?信息)?(?:总数|总量|数量|数|量)?(?:总共|共计|共|总计|合计|累计)?")
# A title that is blanked out, or the end of the name of an account, “青禾发布”: published through it, or of it alone.
_NAME = re.compile('　|[”"’]')
_CHANNELS = frozenset({"WEBSITE", "WEIBO", "WECHAT"})
# The names of what they count.
ALL_PUBLISHED = ("disclosed",)
PUBLISHED = frozenset({*ALL_PUBLISHED, *map(str.lower, _CHANNELS)})
_LONGEST_FIELD = 24
# What tells only where something was published, or by which way a request came.
THROUGH = _CHANNELS | {"OTHER_CHANNEL"}


def published(
    read: str, since: int, words: Sequence[Word], end: int, *, other: Collection[str]
) -> tuple[str, ...] | None:
    """Information published in the year, by channel if one is named before the verb.

    ``read`` is the sentence, ``since`` where the clause begins and ``end`` where its count does; ``other`` names
    the words that tell of channels in which no form counts information.
    """
    if is_running_stock(read, since, end):
        return None
    verb = next(after for _, after, name in reversed(words) if name == "DISCLOSED")
    is_all = _OF_INFORMATION.fullmatch(read, verb, end) is not None
    channels = [word for word in words if word[2] in _CHANNELS]
    if not channels and _PRESS.search(read, since, verb):
        return None
    if WAYS.search(read, since, verb) or not (channels or any(name in other for _, _, name in words)):
        return ALL_PUBLISHED if is_all and _is_of_all(read, since, words) else None
    names = {name for _, _, name in channels}
    # What a clause begins with parts it from the one before.
    if len(names) != 1 or _LISTED_BEFORE.search(read[since : channels[0][0]].lstrip("、和与及")):
        return None
    behind = min(channels[0][1], verb)
    if _LISTED.search(read, behind, verb) or _NOT_OF_ACCOUNT.search(read, behind, verb):
        return None
    # 发布微博20条 has the channel behind the verb.
    return (names.pop().lower(),) if is_all or _IN_ALL.fullmatch(read, max(verb, channels[-1][1]), end) else None


def _is_of_all(read: str, since: int, words: Sequence[Word]) -> bool:
    """Whether a clause that names no known channel is of all that was published, and not of 党务公开信息20条."""
    start, after, _ = next(word for word in reversed(words) if word[2] == "DISCLOSED")
    if _NAME.search(read, since, after):
        return False
    before = read[since:start]
    if _NOT_PUBLISHED.search(before) or _OF_A_FIELD.search(before) or _OF_LOWER.search(before):
        return False
    earlier = read[max(0, since - _LONGEST_FIELD) : since]
    if _FIELD_BEFORE.search(earlier) and not _OUR_TASK.search(earlier):
        return False
    if read.startswith("主动", start) or WAYS.search(read, since, start):
        return True
    if _OF_OTHERS.search(before) and not _AND_OURS.search(before):
        return False
    return _WHO_OR_WHEN.search(before) is not None
