"""English words of the news that mean nearly the same, by group."""

GROUPS = """
refuse refused decline declined reject rejected turn rebuff dismiss dismissed / deny denied denies denial
dispute disputed / allegation accusation charge claim accuse accused / admit admitted acknowledge
acknowledged confess confessed concede conceded / comment statement remark / approve approved approval back
backed endorse agree agreed accept accepted pass passed / unanimous unanimously / owner proprietor landlord
landlady / chief head boss leader chairman chairwoman chair president director ceo executive founder /
company firm business corporation group enterprise / police officer officers detective detectives constable
policeman force / firefighter firefighters crews fireman brigade / fire blaze flames inferno burn burned
burnt / injure injured injuries hurt wounded wound / dead die died killed kill deaths death fatal fatally
victims victim toll / crash accident collision collide collided wreck / child children boy girl youngster
kid teenager pupil / woman lady pensioner / car vehicle automobile / lorry truck van / house home building
property premises / flat apartment / shop store outlet branch / money cash sum funds / cost price expense
expensive / revenue turnover sales income takings / profit earnings surplus / loss losses deficit shortfall
/ debt debts owe owed owes liabilities unpaid / rise rose risen increase increased grow grew grown climb
climbed jump jumped soar higher / fall fell fallen drop dropped decline decrease decreased shrink shrank
slump lower plunge / worker workers employee employees staff workforce / job jobs post posts position /
dismiss sack sacked fire fired layoff redundancy redundant cut axe axed / union unions / strike walkout
stoppage / buy bought buyer purchase purchased acquire acquired acquisition takeover / sell sold sale
dispose / pay paid payment / close closed closure shut shutting / open opened opening reopen / begin began
begun start started launch launched commence / end ended finish finished conclude concluded over / continue
continued remain remained stay stayed / postpone postponed delay delayed defer / cancel cancelled canceled
scrap scrapped abandon abandoned axe / build built construct constructed construction erect / demolish
demolished demolition raze / repair repaired renovate renovated renovation refurbish refurbishment restore
restored restoration / destroy destroyed wreck ravage / damage damaged harm / steal stole stolen theft rob
robbed robbery / thief robber burglar suspect defendant / arrest arrested detain detained custody / flee
fled escape escaped / search hunt seek sought look / find found discover discovered / court judge tribunal
jury bench / verdict ruling decision rule ruled decide decided judgment / convict convicted guilty
conviction / acquit acquitted clear cleared acquittal / sentence sentenced jail jailed prison imprisoned /
lawyer attorney counsel solicitor barrister / prosecutor prosecutors prosecution / investigate investigation
inquiry probe examine examination / cause reason / demand demanded call urge urged insist / criticise
criticize criticised criticism condemn condemned attack slam / praise praised welcome welcomed hail / warn
warned warning caution / announce announced announcement reveal revealed unveil / plan planned plans intend
intends intention propose proposed proposal / hope hoped expect expected expectation / promise promised
pledge pledged vow vowed / agreement deal accord settlement pact / row dispute quarrel conflict / resign
resigned resignation quit step / successor replace replaced succeed / vote voted ballot election poll / win
won victory beat defeat triumph / lose lost defeated / goal strike score scored / game match fixture / coach
manager trainer / team side squad / spectator audience crowd visitor fans attendance / meeting session
gathering summit conference / talks negotiations discussion discussions / letter note message / newspaper
paper daily magazine / report article / book novel / film movie picture / painting picture canvas panel work
/ exhibition show / prize award honour / hospital clinic infirmary / doctor physician medic surgeon /
illness disease sick infection infected / patient patients / school academy college / teacher teachers /
rain rainfall downpour / storm gale hurricane / flood flooding flooded / resident residents neighbour
neighbours inhabitants local villagers / town city village municipality / authority council agency
department / government cabinet ministers administration / parliament lawmakers mps legislators / opponent
critics critic / supporter backers advocates / need needed require required necessary / ban banned prohibit
prohibited forbid / allow allowed permit permitted / big large huge enormous vast / small little tiny /
quick fast rapid swift / difficult hard tough / important significant key / immediately once instantly
straight / about around roughly approximately some nearly almost / currently now presently / former formerly
previous previously once / probably likely apparently possibly / unknown unclear uncertain / withdraw
withdrew withdrawn pull pulled back / road street highway route motorway / train rail railway / plane
aircraft jet airliner / ship boat vessel ferry / help aid assist support assistance / ask asked request
requested appeal / leave left depart departed departure / contract agreement / offer bid / animal creature /
part portion share half / live lived reside / travel trip journey / delay late hold / found founded
establish established set / study research survey / scientist researcher expert / show showed indicate
suggest / keep kept retain hold / deliver supply supplied bring brought / reply answer respond responded
answered response / meet met / fear worry worried concern concerned afraid / mistake error blunder fault /
evidence proof / electricity power / problem trouble difficulty issue / idea notion / choose chose pick
selected select / try tried attempt attempted / stop halt halted prevent / hide hid hidden conceal concealed
/ kill murder murdered homicide slay / weapon gun firearm pistol / attack assault attacked / angry furious
outraged anger fury / happy delighted pleased glad / army military troops soldiers forces / attack assault
offensive strike raid / ceasefire truce / bomb explosive explosion blast explode exploded / protest
demonstration rally protesters demonstrators / campaign candidate contender / majority most / tax levy duty
fee / budget spending / loan credit / rate interest / share shares stock stocks / investor investors
shareholder shareholders / customer customers client consumer shopper shoppers / factory plant works /
production output manufacture manufacturing produce produced / grant subsidy funding / donation donations
donate donated gift / plaintiff claimant lawsuit sue sued suit / witness eyewitness witnesses / appeal
challenge overturn / body corpse remains / knife blade / shoot shot gunfire shooting / fraud swindle deceive
scam / drug drugs narcotics cocaine / drunk alcohol intoxicated / licence license permit / driver motorist /
cyclist bicycle bike / pedestrian passer / speed pace / ambulance paramedic paramedics / helicopter chopper
/ evacuate evacuated / basement cellar / forecasters forecaster meteorologists / temperature heat heatwave /
snow snowfall blizzard / earthquake quake tremor / forest wood woodland / field meadow pasture / river
stream / bridge crossing / garden park / airport airfield / passenger passengers traveller / station stop /
hotel inn guesthouse / restaurant cafe pub eatery / meal food / pool baths / club association / champion
title championship / season campaign / league division / sign signed signing transfer / actor actress
performer / director stage staged / singer musician / author writer novelist / artist painter / museum
gallery collection / monument memorial / church chapel cathedral / priest vicar clergyman / university
college / student undergraduate / professor academic / vaccine vaccination jab vaccinated / medicine
medication drug / operation surgery operate / care nursing / nursery kindergarten / parents mother father
mum dad / husband spouse wife / family relatives / friend companion / migrant refugee asylum / border
frontier / minister secretary / spokesman spokeswoman spokesperson / member members / cut cuts reduce
reduced reduction trim slash slashed / double doubled twice / halve halved half / unlawful illegal / lawful
legal / surprise unexpected sudden suddenly / severe serious heavy grave / peaceful calm quiet / old elderly
aged / poor needy / rich wealthy / cheap inexpensive / dangerous risky hazardous danger risk / safe secure /
blame blamed responsible responsibility / disappointed disappointment / remember recall recalled / disappear
disappeared vanish vanished missing / appear appeared emerge emerged / arrive arrived arrival reach reached
/ wait waited / prevent avoid / deputy vice / participate participant attend attended / publish published
release released / introduce introduced introduction / abolish abolished / change changed alter altered
amend reform / improve improved improvement better / worsen worsened worse deteriorate / observe observed
see seen saw / know known aware / solve solved solution resolve resolved / describe described / present
presented / visit visited / locate located lie situated / refuse waste rubbish garbage litter / fish catch
fishery / farm farmer agriculture / ground land site plot / size area / annual yearly year / daily day /
monthly month / beginning start early / wage wages pay salary salaries / pension retirement retire retired
"""
