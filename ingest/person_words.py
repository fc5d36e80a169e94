"""Words that decide whether capitalised words are the name of a person. General English of public administration, no names of
particular people; what a document's own names are, `ingest/names.py` tells."""

from __future__ import annotations

TITLES = (
    r"(?:mrs|mr|ms|miss|mx|dr|prof(?:essor)?|(?:(?:county|borough|district)\s+)?(?:cllr|councillor)|ald(?:erman|erwoman|erperson)?|sir|dame|lord|lady|baroness|baron|"
    r"(?:rt\.?\s+|very\s+)?rev(?:d|erend)?|canon|father|fr|rabbi|imam|sheikh|sheriff|hhj|judge|(?:the\s+)?(?:rt\.?|right)\s+hon(?:ourable)?|deputy\s+mayor|mayor|"
    r"(?:(?:t|a|temp|temporary|acting|interim)\s*/?\s*)?(?:"
    r"(?:det(?:ective)?|d)\.?\s*/?\s*(?:ch(?:ief)?\.?\s*)?(?:supt|superintendent|insp|inspector|sgt|sergeant|con|constable)|"
    r"(?:ch(?:ief)?\.?\s*)?(?:supt|superintendent|insp|inspector)|sgt|sergeant|"
    r"(?:dep(?:uty)?\.?\s*)?ass(?:istant)?t?\.?\s*(?:chief\s*)?(?:commissioner|constable)|"
    r"(?:deputy\s+|assistant\s+)?chief\s+constable|commander|cdr|cmdr|detective|"
    r"daco|dcs|dsi|dsu|dsupt|dci|di|ds|dc|pc|ps|ci|acc|dcc|cc|dac|ac|cs|csupt|cinsp)|"
    r"(?:wing|flight|squadron)\s+\w+|major|colonel|lt\.?\s*col(?:onel)?\.?)"
)
"""Titles, styles and ranks that stand before a name, for use without regard to case."""

POST_NOMINALS = (
    r"(?:QPM|KPM|CBE|OBE|MBE|KBE|DBE|BEM|CB|KCB|DCB|GCB|CMG|CStJ|MP|AM|MLA|MSP|MSYP|MEP|JP|DL|QC|KC|Ph\.?D|DPhil|EdD|MD|M\.?Sc|MSW|MA|"
    r"B\.?Sc|BA|"
    r"MBA|LLB|LLM|M\.?Ed|FRCP(?:CH)?|MRCP(?:CH)?|FRCN|RGN|RN|RMN|RM|CQSW|DipSW|FRSA|FRCGP|MRCGP|FFPH|MFPH|CPFA|FRCPsych|"
    r"MRCPsych|QFSM|QAM|PGCE|"
    r"MBBS|MBChB|DCH|AFHEA|FHEA)"
)
"""Letters that stand after a name: honours, degrees, memberships. Upper case only."""

_PARTICLES = """
    ab af al ap av ben bin bint da das de del della den der di dos du e el ibn la le st ten ter ul ur van von y zu
"""
PARTICLES = frozenset(_PARTICLES.split())

_SURNAMES_TOO = """
    abbey abbott april archer ashford august baker banks barker barnet bath best bexley bishop black bolton bond
    brent bridge bridges bright bromley brook brooks brown buckingham burton butler camden care carer carpenter case
    castle chambers chance chandler chapman chester child childs church clerk close constable cook cooper court cox
    crawley cross croydon cumberland day dean derby draper drew duke ealing east easton enfield england english
    essex farmer farrar few field fielding fields fisher forest foster france french friday friend garden gardener gardner
    glover gold good grant grants gray green greenwich grey guy hackney hall hand harm harper harrow hastings
    havering head heath hill hills holder holiday holland hope hounslow house how hunter ireland islington judge june
    justice kent key keys king kingston kitchen knight lake lambeth lancaster lane law laws leader lewisham lincoln
    link little long love luton major mann march marsh marshall mason may mayor merton miller monk moon moor mother
    neighbour new newham noble norfolk north nottingham nurse old page parent parents park parker parks person
    player pope porter potter power preston price priest prince read reading redbridge register richmond rivers room
    rose rule sadler saint scotland self senior sessions sharp shepherd short silver singer smith south speed stafford
    stone stones street strong summers surrey sutton sweet swift taylor temple town turner tyler wales walker ward
    wards warwick washington weaver webb wells west white winter winters wise wood woods worker york young younger
"""
SURNAMES_TOO = frozenset(_SURNAMES_TOO.split())
"""Words below (or areas) that are surnames too: they may end a name whose other words are none of the others."""

FORENAMES_TOO = frozenset(
    ("april", "august", "bill", "christian", "faith", "honour", "jan", "june", "kent", "may", "prince", "will")
)
"""Words below that are forenames too: they may begin a name whose other words are none of the others."""

_NOT_NAMES = """
    a about above absent abuse abusive academies academy access accident accommodation according accountability
    accountable achievement achievements achieving acknowledgement acknowledgements across act action actions
    activities activity acts acute additional additionally administration administrator adolescent adolescents
    adoption adult adults advice adviser advisers advisor advisors advisory advocacy advocate affairs affordable
    african after again against agencies agency agenda agreement agreements aim aims alcohol all alliance alongside
    also although am ambassador ambassadors ambition ambitions ambulance among an analysis analyst analysts and
    annual annually another anti any anyone aob apologies appendices appendix applied apprenticeship approach
    approaches appropriate approved apr april are area areas arrangement arrangements arrest as asian assembly
    assessment assessments assistant assistants associate associated association assurance asylum at attendance
    attended attendees attention audit auditor audits aug august author authorities authority authors autism
    autistic autumn avenue awareness babies baby background badge bail balance barking barnet barriers based bcu be
    because been before behaviour behaviours being below benefits best better between bexley bias bigger bill
    birmingham birth births black board boards body borough boroughs both boy boys breast brent brief briefing
    briefings brigade brighter bristol britain british bromley brother budget budgets build building bulletin
    bullying bureau business but by cabinet cafcass call camden camhs campaign campaigns can cancer capacity capital
    caption care carer carers case cases casework catholic cause ccg central centre centres ceo cfo chair chairman
    chairperson chairs chairwoman challenge challenges champion champions change changes channel chapter
    characteristics charge charities charity chart charter check checks chelsea chief chiefs child childcare
    childhood children childrens choice christian church cic city clerk click client clinic clinical clinics club
    clubs co-chair co-chairs co-ordinator code collaboration collaborative college colleges commander commission
    commissioned commissioner commissioners commissioning commitment commitments committee committees common
    communication communications communities community company compliance concern concerns conclusion conclusions
    conference confidence conflict consultant consultants consultation contact contacts contents contest context
    contextual contribution contributions control controller convention coo coordination coordinator coordinators
    copyright core coroner coroners corporate corporation could council councillor councillors councils counsel
    county court courts cover covid covid-19 cps cqc creating creative crime crimes criminal crisis cross crown
    croydon csp cultural culture current currently custody cvs cyber dad dagenham daily dashboard data date dates
    day dcs deaf dealing dear death deaths debt dec december decision decisions declaration declarations defence
    delegate delegates deliver delivering delivery department departments deprivation deputies deputy design
    designated despite detached detection detective development developments dfe dhsc did difficult digital diocese
    direct direction director directorate directors disabilities disability disabled disclosure discrimination
    discussion disproportionality disrupting district diversion diversity division divisional do doctor doctors
    document documents does domestic down download draft drive driving drug drugs dual during duties duty dwp each
    ealing early east eastern economic edge editor education educational effective effectiveness either elected
    elective electronic email emergency emotional employment empowering end endorsed enfield engage engagement
    engaging england english enhanced enquiries enquiry ensuring environment environmental equal equalities equality
    equity error escalation essex established estate ethnic ethnicity europe european evaluation event events every
    everybody everyone everyone's evidence excellence exclusion exclusions executive executives exercise experience
    experiences expert experts exploitation exploited extended external extra facilitator facilitators fact facts
    fairer faith familial families family father fathers fax feb february feedback female few field figure figures
    final finally finance finances financial findings fire first firstly five fixed focus follow following for force
    forces forensic forest foreword form formal former formerly forum forums forward foster fostering foundation
    four framework free freedom frequency friday friends from frontline fulham fund funded funding funds further
    furthermore future futures gang gangs gap gaps gender general generally genital gentlemen girl girl's girls gla
    global glossary goal goals golden good governance government governor governors gp gps grant grants greater
    greenwich group groups growing growth guardian guardians guidance guide guidelines hackney had hall hamlets
    hammersmith harassment haringey harm harmful harrow has hate have havering having he head headline headlines
    heads headteacher headteachers health healthcare healthier healthwatch healthy hear hearing held help helping
    helpline her here heritage hers hertfordshire high higher highlights hillingdon him his history hmcts hmicfrs
    hmip hmpps hold home homeless homelessness homes homicide honour hospital hospitals hostel hounslow hour hours
    house household housing how however http https hub hubs human i icb icbs ics identification identified
    identifying identity ideology if image immigration impact implementation improve improvement improvements
    improving in incel incident incidents inclusion inclusive income increase increased independent index individual
    individuals inequalities inequality infant influence information initial initiative initiatives inner innovation
    input inquiries inquiry insight insights inspection inspections inspector inspectorate institute integrated
    integration intelligence intensive interest interests interface interim internal international internet
    intervention interventions interview into introduction introductions investigation investigations investment
    invisible involvement ireland irish iro is islamic islington issue issues it item items its jan january jewish
    job join joined joint journal journey judge jul july jun june justice juvenile kensington kent key kids kind
    kinder king kingston knife knowledge ladies lado lambeth lane last later law lay lead leader leaders leadership
    leading leads league learn learned learning leaver leavers leaving leeds legal legislation less lessons letter
    level levels lewisham liaison library life like limited line link links list listening lists literacy live lived
    liverpool lives living loan local logo london lone looked looking lord low lower lscb lscbs lscp lscps ltd mace
    made maintained majority male man management manager managers manchester many map mappa mapping mar marac march
    market mash maternal maternity matrix matter matters may mayor mayors me measure measures mechanism media
    medical medicine medium meeting meetings meets member members membership memorandum men mental mentor mentoring
    mentors merton message messages met method methodology methods metropolitan microsoft midlands midwife midwifery
    minister ministers ministry minor minority minute minutes misconduct missing mission misuse mobile model modern
    modifiable monday monitor monitoring month monthly months mopac more moreover most mother mothers motion
    movement mps multi multi-agency mum muslim must mutilation my n/a name named names narrative nation national
    nations near needs neglect neighbourhood neighbourhoods neither neonatal network networks nevertheless new
    newham newly news newsletter next nhs nhs's night nlc no nobody non none nor north northern not note noted notes
    notice nov november now npcc nspcc number numbers nurse nursery nurses nursing objective objectives observation
    observer oct october of off offence offences offender offenders offending offer office officer officers official
    officials ofsted older on once one online only open operating operation operational operations opportunities
    opportunity options or order orders organisation organisational organisations organised organizations other our
    out outcome outcomes outer outreach over overall oversight overview own pack paediatric paediatrician
    paediatrics page pan pandemic panel panels parent parental parenting parents parish park part participants
    participation parties partner partners partnership partnerships passport pastoral path pathfinder pathway
    pathways patient patients patterns pcc pdf peer people per performance perinatal period permanence permanency
    perpetrator perpetrators person personal persons perspective phone photo physical physician picture pilot place
    placement placements plan planned planning plans play plc pledge police policies policing policy political
    population positive post posts poverty power practical practice practices practitioner practitioners pregnancy
    prepared present presentation president prevent preventative preventing prevention previous pride primary prince
    princess principal principals principles priorities priority prison prisons private probation problem procedure
    procedures proceedings process processes production professional professionals professor profile programme
    programmes progress project projects promote promoting prosecution protect protected protecting protection
    protective protocol protocols provider providers provision pru psychiatric psychiatry psychological psychologist
    psychology psychotherapy public publication publications published pupil pupils purpose qualified quality
    quarter quarterly queen question questions race racial racism racist raising rape rapid rate rates recently
    recommendation recommendations record recording records recovery recruitment red redbridge reduce reduced
    reducing reduction reference references referral referrals reflection reflections reform reforms refuge refugee
    refugees regards region regional register registered registrar registry regulation regulations rehabilitation
    related relations relationship relationships relevant religious remand report reporting reports representation
    representative representatives request required requirement requirements research residential resilience
    resolution resource resources respect respond response responses responsibilities responsibility responsible
    restorative result results return returns review reviewer reviewers reviewing reviews richmond right rights risk
    risks road robbery role roles rough royal rules runaway sab sabs safe safeguarding safeguards safer safety saint
    same sanctuary satisfaction saturday scene scheme scheme's schemes school schools science scope score scotland
    scottish scp screening scrutineer scrutineers scrutiny search second secondary secondly secretariat secretary
    section sector secure security see self send senior sent sep sept september sergeant serious service services
    session sessions set seven several sex sexual sexually share shared sheriff sharing she shelter sheltered should sibling
    siblings sign signed significant similarly since sincerely single sister site six smarter so social societies
    society solicitor solicitors solution solutions some someone source sources south southern southwark space
    speaker special specialist specialists specifically speech spotlight spring square st staff staffing stage
    stakeholder stakeholders standard standards start state statement statements statistics statutory steering step
    steps stop stopping story strategic strategies strategy street strengthening strengths stress stronger structure
    structures student students studies study sub-group sub-groups subgroup subgroups subject substance success such
    suicidal suicide summary summer sunday superintendent supervision supervisor supplementary support supported
    supporting surrey survey surveys survivor survivors sussex sustainable sutton system systemic systems table
    tackling target targeted task tbc tbd teacher teachers teaching team teams technical technology teenage teenager
    teenagers tel telephone template temporary ten tenancy term terms terrorism thames than thank thanks that the
    theatre their them thematic theme themes then therapeutic therapies therapist therapists therapy there therefore
    these they third thirdly this those threat three threshold thresholds through throughout thursday thus time
    timeline times title to today together too tool toolkit tools topic total toward towards tower town traffic
    trafficking train training transformation transition transitional transitions transport trauma travel traveller
    travellers treasurer trend trends tri-borough triage trial trident trust trusted trustee trustees trusts tuesday
    turning two uk ukraine unaccompanied unconscious under understanding unit united units universal university
    until up update updates upon upper urban urgent us use user users vacancy vacant value values verbal very via
    vice vice-chair vice-chairs victim victims violence violent virtual visible vision visit visitor visitors visits
    vkpp voice voices voluntary volunteer volunteering volunteers vru vulnerabilities vulnerability vulnerable wales
    waltham wandsworth ward warden wards was we web website wednesday week weekly weeks welcome welfare well
    well-being wellbeing welsh were west western westminster what when where whether which while whilst
    whistleblowing white who whole whom whose why wider will winter wishes with within without witness woman women
    womens word work worker workers workforce working works workshop workshops workstream world would written www
    year years yes yjb yjs yoi yos yot you young younger youngest your yours youth youths zero zone
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())
"""Words of headings, bodies, posts, themes, months and areas: where they are capitalised, it is not because they are names."""
