"""ModernGov: committees, members, meetings and attendance that councils publish through its web service.

Most London councils run ModernGov (Civica), which answers GET requests at `https://HOST/mgWebService.asmx/OPERATION` with XML
(an ASP.NET web service; no key, no account; a council may switch it, or single operations, off). What is known of the answers,
from public clients of the service and their recorded answers; tags are lower case, dates are day/month/year:

- `GetCommittees`: `committees/committee`: `committeeid`, `committeetitle`, `committeecategory`, `committeeexpired` and
  `committeedeleted` ("True", "False").
- `GetMeetings` (`lCommitteeId`, `sFromDate`, `sToDate`; both dates are needed): `getmeetings/committee/…/meeting`: `meetingid`,
  `meetingdate`, `meetingtime`, `meetingstatus` ("Confirmed", "Cancelled"). `GetAllMeetingsByDate` (also
  `bIsAscendingDateOrder`) answers the same under `getmeetingsbydate/meetings`. Dates asked for are not always obeyed.
- `GetMeeting` (`lMeetingId`): `meeting`: `meetingid`, `meetingdate`, `meetingtime`, `meetinglocation`, and
  `attendees/attendee` with the attributes `membertype`, `memberid`, `name`, `roledescription`, `attendance`,
  `politicalparty` and `ward`.
- `GetCouncillorsByWard`: `councillorsbyward/wards/ward`: `wardtitle`, `councillors/councillor`: `councillorid`, `fullusername`.
- `GetCommitteesByUser` (`lUserId`) and `GetAttendance` (`lMeetingId`): no recorded answer is public; they are read by the same
  names, as tags or as attributes, wherever they stand, and done without where they are not offered.

Text is often escaped twice (`&amp;#39;`). An answer may come wrapped in one `string` element.

What is kept of a meeting or a committee is a small text of ours, made of the answer, that quotes are literal in: board, date,
names, roles, attendance. Party, ward and addresses are not kept, neither there nor in the answers on disk; members of the
public are left out of both.
"""

from ingest.moderngov.service import read_service

__all__ = ["read_service"]
