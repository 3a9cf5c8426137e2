"""The records a report is read into: frozen attrs classes that hold what the report says and nothing else.

A field is None where the report states no figure (blank, dash, missing or undecided); the cells of the parse result
tell which. Counts are ``int``; money is ``Decimal`` in 万元. The order of fields is the order of the columns of the
form. Field names: 主动公开 proactive, 依申请公开 requests, 行政复议 reconsideration, 行政诉讼 litigation.
"""

import datetime
from decimal import Decimal

from attrs import frozen

Count = int | None
Amount = Decimal | None


@frozen
class Metadata:
    """What names and dates a report: title, the page's list of metadata, signature, head and foot of the form.

    ``reporting_unit`` (填报单位) and ``filled_on`` (填报日期) are printed on the form of 2014 only.
    """

    title: str | None = None
    agency_name: str | None = None
    report_year: int | None = None
    period_start: datetime.date | None = None
    period_end: datetime.date | None = None
    publication_date: datetime.date | None = None
    index_number: str | None = None
    document_number: str | None = None
    issuing_body: str | None = None
    classification: str | None = None
    signature: str | None = None
    signed_on: datetime.date | None = None
    reporting_unit: str | None = None
    filled_on: datetime.date | None = None


@frozen
class Contact:
    """Whom to ask about the report, and who signed its form (单位负责人, 审核人, 填报人).

    Personal data: exports leave it out unless asked.
    """

    office: str | None = None
    address: str | None = None
    postcode: str | None = None
    telephone: str | None = None
    fax: str | None = None
    email: str | None = None
    responsible_person: str | None = None
    reviewer: str | None = None
    preparer: str | None = None


@frozen
class Part:
    """A numbered part of a section: 一、 （一） 1. （1） 一是.

    ``number`` and ``heading`` are as printed, punctuation included; ``heading`` is empty where the number begins a
    sentence. ``body`` holds paragraphs and smaller parts in the order of the page.
    """

    number: str
    heading: str = ""
    body: tuple["str | Part", ...] = ()


@frozen
class Section:
    """A main section: its heading as printed, number included, and its body of paragraphs and parts in order.

    ``topic`` is the name of a section of the form (``overview``, ``proactive_disclosure``, ``request_handling``,
    ``reviews``, ``problems``, ``other_matters``), None for one the form does not have.
    """

    topic: str | None
    heading: str
    body: tuple["str | Part", ...] = ()


@frozen
class Narrative:
    """The words of the report. ``opening`` is what stands before the first section, the title left out."""

    opening: tuple["str | Part", ...] = ()
    sections: tuple[Section, ...] = ()


@frozen
class UnrecognisedRow:
    """A table row that the form does not have: its label as printed (None if it had none) and its cells."""

    label: str | None
    values: tuple[str, ...] = ()


@frozen
class DocumentsMade:
    """Rules or normative documents, form of 2019, 第二十条第（一）项. Unit: 件."""

    newly_made: Count = None
    newly_disclosed: Count = None
    total_disclosed: Count = None


@frozen
class DocumentsInForce:
    """Rules or normative documents, form of 2021, 第二十条第（一）项. Unit: 件."""

    issued: Count = None
    repealed: Count = None
    in_force: Count = None


@frozen
class Matters:
    """Matters of the power list (项) and decisions taken (件), form of 2019, 第二十条第（五）、（六）项.

    ``items_change`` is signed.
    """

    items_previous_year: Count = None
    items_change: Count = None
    decisions: Count = None


@frozen
class Decisions:
    """Decisions taken in the year (件), form of 2021, 第二十条第（五）、（六）项."""

    decisions: Count = None


@frozen
class ChargeItems:
    """Number of items of 行政事业性收费 and its signed change (项), form of 2019, 第二十条第（八）项."""

    items_previous_year: Count = None
    items_change: Count = None


@frozen
class ChargeAmount:
    """行政事业性收费 collected in the year, in 万元, form of 2021, 第二十条第（八）项."""

    amount: Amount = None


@frozen
class Procurement:
    """政府集中采购: projects and their value in 万元, form of 2019, 第二十条第（九）项."""

    project_count: Count = None
    total_amount: Amount = None


@frozen
class Proactive2019:
    """Table two of the form of 2019 (国办公开办函〔2019〕60号)."""

    administrative_rules: DocumentsMade = DocumentsMade()
    normative_documents: DocumentsMade = DocumentsMade()
    licensing: Matters = Matters()
    other_external_matters: Matters = Matters()
    penalty: Matters = Matters()
    compulsion: Matters = Matters()
    charges: ChargeItems = ChargeItems()
    procurement: Procurement = Procurement()


@frozen
class Proactive2021:
    """Table two of the form of 2021 (国办公开办函〔2021〕30号)."""

    administrative_rules: DocumentsInForce = DocumentsInForce()
    normative_documents: DocumentsInForce = DocumentsInForce()
    licensing: Decisions = Decisions()
    penalty: Decisions = Decisions()
    compulsion: Decisions = Decisions()
    charges: ChargeAmount = ChargeAmount()


@frozen
class Applicants:
    """A row of table three: requests (件) by kind of applicant, and their total."""

    natural_person: Count = None
    business: Count = None
    research: Count = None
    public_interest: Count = None
    legal_service: Count = None
    other_org: Count = None
    total: Count = None


@frozen
class Denied:
    """（三）不予公开, by ground."""

    state_secret: Applicants = Applicants()
    other_law: Applicants = Applicants()
    security_stability: Applicants = Applicants()
    third_party: Applicants = Applicants()
    internal_affairs: Applicants = Applicants()
    deliberative: Applicants = Applicants()
    case_file: Applicants = Applicants()
    inquiry_matter: Applicants = Applicants()


@frozen
class Unable:
    """（四）无法提供, by ground."""

    not_held: Applicants = Applicants()
    must_create: Applicants = Applicants()
    still_unclear: Applicants = Applicants()


@frozen
class NotProcessed:
    """（五）不予处理, by ground."""

    petition: Applicants = Applicants()
    repeat: Applicants = Applicants()
    publication: Applicants = Applicants()
    excessive: Applicants = Applicants()
    confirm_reissue: Applicants = Applicants()


@frozen
class OtherHandling:
    """（六）其他处理 of the form of 2021, its three rows."""

    not_corrected: Applicants = Applicants()
    fee_unpaid: Applicants = Applicants()
    other: Applicants = Applicants()


@frozen
class Requests2019:
    """Table three of the form of 2019: requests received, carried over, how they ended, carried forward."""

    received: Applicants = Applicants()
    carried_over: Applicants = Applicants()
    granted: Applicants = Applicants()
    partially_granted: Applicants = Applicants()
    denied: Denied = Denied()
    unable: Unable = Unable()
    not_processed: NotProcessed = NotProcessed()
    other_handling: Applicants = Applicants()
    results_total: Applicants = Applicants()
    carried_forward: Applicants = Applicants()


@frozen
class Requests2021:
    """Table three of the form of 2021. Offices that kept the old row fill ``other_handling`` with one row."""

    received: Applicants = Applicants()
    carried_over: Applicants = Applicants()
    granted: Applicants = Applicants()
    partially_granted: Applicants = Applicants()
    denied: Denied = Denied()
    unable: Unable = Unable()
    not_processed: NotProcessed = NotProcessed()
    other_handling: OtherHandling | Applicants = OtherHandling()
    results_total: Applicants = Applicants()
    carried_forward: Applicants = Applicants()


@frozen
class Outcomes:
    """Cases (件) by outcome: 结果维持, 结果纠正, 其他结果, 尚未审结, 总计."""

    upheld: Count = None
    corrected: Count = None
    other: Count = None
    pending: Count = None
    total: Count = None


@frozen
class Litigation:
    """行政诉讼 of table four: 未经复议直接起诉 and 复议后起诉. The form has no grand total."""

    direct: Outcomes = Outcomes()
    after_reconsideration: Outcomes = Outcomes()


@frozen
class NationalReport2019:
    """A report on the form of 国办公开办函〔2019〕60号, report years 2019 and 2020."""

    metadata: Metadata = Metadata()
    contact: Contact | None = None
    narrative: Narrative = Narrative()
    proactive: Proactive2019 = Proactive2019()
    requests: Requests2019 = Requests2019()
    reconsideration: Outcomes = Outcomes()
    litigation: Litigation = Litigation()
    unrecognised: tuple[UnrecognisedRow, ...] = ()


@frozen
class NationalReport2021:
    """A report on the form of 国办公开办函〔2021〕30号, report years from 2021."""

    metadata: Metadata = Metadata()
    contact: Contact | None = None
    narrative: Narrative = Narrative()
    proactive: Proactive2021 = Proactive2021()
    requests: Requests2021 = Requests2021()
    reconsideration: Outcomes = Outcomes()
    litigation: Litigation = Litigation()
    unrecognised: tuple[UnrecognisedRow, ...] = ()


@frozen
class Disclosed:
    """Items disclosed (条) and normative documents issued (件), form of 2014, item one."""

    disclosed_total: Count = None
    normative_documents_disclosed: Count = None
    normative_documents_issued: Count = None


@frozen
class Channels:
    """Items disclosed by channel (条), form of 2014. An item may count under several channels."""

    gazette: Count = None
    website: Count = None
    weibo: Count = None
    wechat: Count = None
    other: Count = None


@frozen
class Responses:
    """Topics answered and policies explained, form of 2014, item two; ``_by_head`` rows are part of the row before."""

    hot_topics: Count = None
    press_conferences: Count = None
    press_conferences_by_head: Count = None
    interviews: Count = None
    interviews_by_head: Count = None
    policy_explanations: Count = None
    social_media_responses: Count = None
    other_responses: Count = None


@frozen
class ByChannel:
    """Requests by channel (件), form of 2014."""

    in_person: Count = None
    fax: Count = None
    network: Count = None
    letter: Count = None


@frozen
class RequestsHandled:
    """Requests received and closed (件), form of 2014, item three."""

    received: Count = None
    by_channel: ByChannel = ByChannel()
    closed: Count = None
    on_time: Count = None
    extended: Count = None


@frozen
class RefusalGrounds:
    """Refusals by ground (件), form of 2014; often left blank where nothing was refused."""

    state_secret: Count = None
    trade_secret: Count = None
    personal_privacy: Count = None
    security_stability: Count = None
    not_government_information: Count = None
    other_legal: Count = None


@frozen
class Replies:
    """Replies by kind (件), form of 2014, （三）申请答复数."""

    total: Count = None
    already_public: Count = None
    agreed: Count = None
    partly_agreed: Count = None
    refused: Count = None
    refusal_grounds: RefusalGrounds = RefusalGrounds()
    not_this_agency: Count = None
    nonexistent: Count = None
    correction_requested: Count = None
    other_channel: Count = None


@frozen
class Reconsidered:
    """行政复议数量 (件), form of 2014, item four."""

    total: Count = None
    upheld: Count = None
    corrected: Count = None
    other: Count = None


@frozen
class Litigated:
    """行政诉讼数量 (件), form of 2014, item five."""

    total: Count = None
    upheld_or_dismissed: Count = None
    corrected: Count = None
    other: Count = None


@frozen
class Resources:
    """Offices, reading points, staff, and budget in 万元, form of 2014, item eight."""

    offices: Count = None
    reading_points: Count = None
    staff: Count = None
    staff_full_time: Count = None
    staff_part_time: Count = None
    budget: Amount = None


@frozen
class Training:
    """Meetings, training sessions (次) and trainees (人次), form of 2014, item nine."""

    meetings: Count = None
    sessions: Count = None
    trainees: Count = None


@frozen
class Statistics:
    """政府信息公开情况统计表 of 国办发〔2014〕32号. ``request_fees`` is in 万元."""

    proactive: Disclosed = Disclosed()
    channels: Channels = Channels()
    response: Responses = Responses()
    requests: RequestsHandled = RequestsHandled()
    replies: Replies = Replies()
    reconsideration: Reconsidered = Reconsidered()
    litigation: Litigated = Litigated()
    complaints: Count = None
    request_fees: Amount = None
    resources: Resources = Resources()
    training: Training = Training()


@frozen
class StatisticsReport:
    """A report with the statistics table of 国办发〔2014〕32号, report years 2014 to 2018."""

    metadata: Metadata = Metadata()
    contact: Contact | None = None
    narrative: Narrative = Narrative()
    statistics: Statistics = Statistics()
    unrecognised: tuple[UnrecognisedRow, ...] = ()


@frozen
class YearAndTotal:
    """A row of Fujian's form: the report year, and all years so far (历年累计)."""

    current: Count = None
    cumulative: Count = None


@frozen
class MoneyYearAndTotal:
    """A row of Fujian's form that counts money, in 万元."""

    current: Amount = None
    cumulative: Amount = None


@frozen
class Fujian2008:
    """Fujian's form of 2008 to 2013."""

    disclosed_total: YearAndTotal = YearAndTotal()
    by_website: YearAndTotal = YearAndTotal()
    by_gazette: YearAndTotal = YearAndTotal()
    requests_total: YearAndTotal = YearAndTotal()
    requests_in_person: YearAndTotal = YearAndTotal()
    requests_fax: YearAndTotal = YearAndTotal()
    requests_email: YearAndTotal = YearAndTotal()
    requests_online: YearAndTotal = YearAndTotal()
    requests_letter: YearAndTotal = YearAndTotal()
    requests_other: YearAndTotal = YearAndTotal()
    replies_total: YearAndTotal = YearAndTotal()
    replies_agreed: YearAndTotal = YearAndTotal()
    replies_partly_agreed: YearAndTotal = YearAndTotal()
    replies_refused: YearAndTotal = YearAndTotal()
    reconsideration: YearAndTotal = YearAndTotal()
    litigation: YearAndTotal = YearAndTotal()
    administrative_complaints: YearAndTotal = YearAndTotal()


@frozen
class Fujian2014:
    """Fujian's form of 2014 to 2018. ``fees_reduced`` is in 万元, though the form prints 元."""

    disclosed_total: YearAndTotal = YearAndTotal()
    by_website: YearAndTotal = YearAndTotal()
    by_gazette: YearAndTotal = YearAndTotal()
    requests_total: YearAndTotal = YearAndTotal()
    requests_in_person: YearAndTotal = YearAndTotal()
    requests_online: YearAndTotal = YearAndTotal()
    requests_letter_fax: YearAndTotal = YearAndTotal()
    replies_total: YearAndTotal = YearAndTotal()
    replies_agreed: YearAndTotal = YearAndTotal()
    replies_partly_agreed: YearAndTotal = YearAndTotal()
    replies_refused: YearAndTotal = YearAndTotal()
    replies_other: YearAndTotal = YearAndTotal()
    fees_reduced: MoneyYearAndTotal = MoneyYearAndTotal()
    litigation_and_reports: YearAndTotal = YearAndTotal()
    reconsideration: YearAndTotal = YearAndTotal()
    litigation: YearAndTotal = YearAndTotal()


@frozen
class FujianReport2008:
    """A report on Fujian's own form, report years 2008 to 2013."""

    metadata: Metadata = Metadata()
    contact: Contact | None = None
    narrative: Narrative = Narrative()
    fujian: Fujian2008 = Fujian2008()
    unrecognised: tuple[UnrecognisedRow, ...] = ()


@frozen
class FujianReport2014:
    """A report on Fujian's own form, report years 2014 to 2018."""

    metadata: Metadata = Metadata()
    contact: Contact | None = None
    narrative: Narrative = Narrative()
    fujian: Fujian2014 = Fujian2014()
    unrecognised: tuple[UnrecognisedRow, ...] = ()


@frozen
class NarrativeReport:
    """A report in which no form was recognised: its words only."""

    metadata: Metadata = Metadata()
    contact: Contact | None = None
    narrative: Narrative = Narrative()
    unrecognised: tuple[UnrecognisedRow, ...] = ()


Report = (
    NationalReport2019 | NationalReport2021 | StatisticsReport | FujianReport2008 | FujianReport2014 | NarrativeReport
)
