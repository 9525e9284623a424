"""German words of the news that mean nearly the same, by group."""

GROUPS = """
ablehnen lehnte lehnten lehnt ablehnte abgelehnt verweigern verweigerte zurückgewiesen zurückwies verwerfen
verwarf verworfen / bestreiten bestritt bestritten bestreitet dementieren leugnen leugnete zurückgewiesen /
vorwurf vorwürfe anschuldigung beschuldigung bezichtigung anklage verdacht / bestätigen einräumen eingeräumt
räumte räumt zugeben zugegeben gestehen gestand gestanden / stellungnahme kommentar kommentieren äußern
äußerung äußerte äußerten / billigen gebilligt genehmigen zustimmen zustimmung zugestimmt stimmte absegnen
verabschieden beschließen beschlossen beschloss beschluss / einstimmig gegenstimme geschlossen / eigentümer
besitzer inhaber besitzerin eigentümerin inhaberin vermieter / chef chefin leiter leiterin vorsitzende
vorsitzender geschäftsführer geschäftsführerin direktor direktorin vorstandschef präsident präsidentin boss
/ ministerpräsident regierungschef premier premierminister kanzler regierungschefin ministerpräsidentin
landeschef / bürgermeister oberbürgermeister rathauschef bürgermeisterin oberbürgermeisterin stadtoberhaupt
/ unternehmen firma konzern betrieb gesellschaft hersteller / polizei polizist polizistin beamte beamter
ermittler fahnder polizeisprecher / feuerwehr brandbekämpfer löschkräfte einsatzkräfte feuerwehrleute retter
rettungskräfte helfer / feuer brand flammen brennen brannte gebrannt großbrand / löschen gelöscht bekämpfen
kontrolle / verletzt verletzte verletzungen verwundet verwundete blessuren / tot tote toter todesopfer
getötet gestorben starb starben sterben verstorben umgekommen tödlich opfer tod / unfall unglück
zusammenstoß kollision crash karambolage zusammenprall havarie / kind kinder junge mädchen schüler schülerin
jugendliche jugendlicher minderjährige / frau dame seniorin rentnerin / mann herr senior rentner / auto
wagen fahrzeug pkw automobil kleinwagen / lastwagen lkw laster transporter sattelzug / haus gebäude wohnhaus
bau immobilie mehrfamilienhaus / wohnung unterkunft appartement apartment / geschäft laden filiale markt
supermarkt verkaufsstelle / geld summe betrag mittel / kosten teuer preis preise aufwendungen ausgaben /
einnahmen umsatz erlös erlöse umsätze / gewinn überschuss ertrag profit plus / verlust minus defizit
fehlbetrag einbußen / schulden verbindlichkeiten verschuldet außenstände / steigen stieg gestiegen stiegen
anstieg zunehmen zunahme zugenommen wachsen wuchs gewachsen wächst erhöhen erhöhung klettern zulegen
zugelegt / sinken sank gesunken sanken rückgang zurückgehen zurückgegangen fallen fiel gefallen abnehmen
abnahme schrumpfen geschrumpft verringern senken gesenkt / mitarbeiter beschäftigte beschäftigter
angestellte belegschaft personal arbeitnehmer arbeiter kollegen mitarbeiterin / stellen arbeitsplätze jobs
arbeitsplatz job stelle posten / entlassen entlassung entlassungen kündigen kündigung gekündigt abbauen
stellenabbau abgebaut rauswurf / gewerkschaft arbeitnehmervertreter betriebsrat verdi / streik ausstand
arbeitskampf arbeitsniederlegung streiken warnstreik / kaufen kaufte gekauft erwerben erwarb erworben
übernehmen übernahm übernommen übernahme kauf / verkaufen verkauft verkaufte verkauf veräußern veräußert
abgeben abstoßen / zahlen zahlte gezahlt bezahlen überweisen überwiesen begleichen / schließen schloss
geschlossen schließung dichtmachen zumachen stilllegen stilllegung aufgeben / öffnen geöffnet eröffnen
eröffnet eröffnung aufmachen / beginnen begann begonnen beginn anfangen anfing angefangen start starten
gestartet startschuss auftakt losgehen / enden endete ende beenden beendet schluss abschluss abschließen
abgeschlossen auslaufen ausläuft läuft / weiter fortsetzen fortgesetzt fortführen weiterführen / verschieben
verschoben vertagen vertagt verlegen verlegt aufschieben / absagen abgesagt absage ausfallen ausgefallen
fällt streichen gestrichen / bauen gebaut errichten errichtet entstehen neubau / abreißen abgerissen abriss
abbruch abtragen / sanieren saniert sanierung renovieren renoviert renovierung instandsetzen modernisieren
modernisierung umbau umgebaut / zerstören zerstört vernichten vernichtet verwüsten / beschädigen beschädigt
schaden schäden sachschaden / stehlen gestohlen stahl entwenden entwendet diebstahl rauben geraubt erbeuten
erbeutet klauen beute / dieb täter räuber einbrecher verdächtige verdächtiger tatverdächtige tatverdächtiger
beschuldigte beschuldigter angeklagte angeklagter / überfall überfallen raub raubüberfall / festnehmen
festgenommen festnahme verhaften verhaftet gefasst inhaftiert verhaftung gestellt / fliehen floh geflohen
flüchten flüchtete flucht entkommen entkam / suchen suche fahndung gesucht fahnden vermisst / finden fand
gefunden entdecken entdeckt aufgefunden stoßen gestoßen / gericht richter richterin kammer landgericht
amtsgericht justiz / urteil entscheidung richterspruch entschied entscheiden urteilte / verurteilen
verurteilt schuldspruch schuldig / freispruch freigesprochen freisprechen / strafe haft gefängnis haftstrafe
freiheitsstrafe / anwalt verteidiger verteidigerin rechtsanwalt anwältin jurist / staatsanwaltschaft
ankläger anklagebehörde staatsanwalt staatsanwältin / ermitteln ermittlung ermittlungen untersuchen
untersuchung prüfen prüfung überprüfen / ursache grund auslöser anlass hintergrund / fordern forderung
verlangen verlangt pochen drängen / kritisieren kritik kritisierte rügen bemängeln monieren beklagen tadel
empört empörung / loben begrüßen gelobt lob / warnen warnung mahnen gefahr / ankündigen angekündigt kündigte
ankündigung mitteilen mitgeteilt mitteilung bekanntgeben / planen plan pläne geplant vorhaben vorsehen
vorgesehen beabsichtigen wollen / hoffen hoffnung erwarten erwartung rechnen zuversichtlich / versprechen
versprach versprochen zusagen zugesagt zusage zusichern zugesichert garantieren / einigen geeinigt einigung
einig vereinbaren vereinbart vereinbarung abkommen kompromiss verständigen verständigt / streit konflikt
auseinandersetzung zwist / rücktritt zurücktreten zurückgetreten abtreten amtsverzicht rückzug / nachfolger
nachfolgerin nachfolge ersetzen ersetzt ablösen / wählen gewählt wahl abstimmung votum abstimmen stimmen /
sieg siegen gewinnen gewann gewonnen erfolg triumph durchsetzen / niederlage verlieren verlor verloren
unterliegen unterlag pleite / tor treffer treffen traf getroffen / spiel partie begegnung match / trainer
coach übungsleiter / mannschaft team elf / spieler profi stürmer verteidiger torwart / zuschauer besucher
publikum gäste fans gast / treffen zusammenkunft sitzung tagung versammlung gipfel konferenz / gespräch
verhandlung verhandlungen unterredung beratungen / schreiben brief mail nachricht / zeitung blatt magazin
tageszeitung / bericht meldung medienbericht / buch roman werk erzählung / film streifen kinofilm / bild
gemälde werk kunstwerk / ausstellung schau / bühne theater schauspielhaus / konzert auftritt / preis
auszeichnung ehrung ausgezeichnet geehrt / geboren geburt / heiraten hochzeit trauung / krankenhaus klinik
hospital spital / arzt ärztin mediziner medizinerin doktor / krankheit erkrankung erkrankt leiden infektion
infiziert / kranke patient patientin / schule gymnasium grundschule / lehrer lehrerin pädagoge lehrkräfte /
regen niederschlag regnen regnete regenfälle / sturm unwetter orkan gewitter / überschwemmung hochwasser
flut überflutet überschwemmt / bewohner anwohner einwohner nachbarn bürger / stadt kommune gemeinde ort /
behörde amt verwaltung / regierung kabinett koalition / parlament landtag bundestag abgeordnete / stadtrat
gemeinderat rat kommunalparlament / gegner kritiker widersacher / anhänger unterstützer befürworter / nötig
notwendig erforderlich brauchen braucht benötigen benötigt / verbieten verbot verboten untersagen untersagt
/ erlauben erlaubt gestatten zulassen zugelassen / groß riesig gewaltig enorm erheblich / klein gering
winzig / schnell rasch zügig / schwierig schwer hart / gut hervorragend prima / schlecht mies übel / wichtig
bedeutend zentral / sofort umgehend unverzüglich / etwa rund ungefähr circa knapp / bislang bisher / derzeit
momentan gegenwärtig aktuell zurzeit / früher einst ehemals ehemalig / vermutlich wahrscheinlich wohl
offenbar möglicherweise / unbekannt unklar ungewiss offen / sperren gesperrt sperrung dicht abgeriegelt /
strecke straße fahrbahn / zug bahn ice regionalbahn / flugzeug maschine jet flieger / schiff boot dampfer
fähre / helfen hilfe unterstützen unterstützung / bitten gebeten appellieren appell aufrufen / danken dank
bedanken / verlassen verließ ausscheiden ausgeschieden abgang wechseln wechsel / vertrag kontrakt
vereinbarung / frist stichtag termin / angebot offerte / tier tiere / hund vierbeiner / stück teil anteil
hälfte / leben wohnen lebt wohnt / reisen reise fahrt fahren fuhr / verzögerung verspätung verzögern /
gründen gegründet gründung / studie untersuchung erhebung umfrage / forscher wissenschaftler forscherin
wissenschaftlerin experte expertin fachleute / zeigen gezeigt ergeben ergab belegen / behalten halten
bewahren erhalten / bringen liefern geliefert lieferung / abkommen übereinkunft pakt vertrag / anschlag
attentat terroranschlag / abgeordnete parlamentarier volksvertreter / bundesregierung berlin / armee militär
streitkräfte truppen soldaten / angriff attacke angreifen angegriffen offensive beschuss / waffenruhe
feuerpause waffenstillstand / bombe sprengsatz explosion detonation explodieren explodiert / kundgebung
demonstration protest proteste demonstrieren protestieren protestaktion / wahlkampf kandidat kandidatin
bewerber bewerberin / partei fraktion / mehrheit mehrzahl meisten / steuer abgabe gebühr / haushalt etat
budget / kredit darlehen / zins zinsen leitzins / aktie aktien anteilsschein papier / anleger aktionär
aktionäre investor investoren anteilseigner / verbraucher kunde kunden käufer konsument kundin / fabrik werk
produktionsstätte / produktion fertigung herstellung herstellen produzieren / strom elektrizität energie /
stromausfall blackout / unterstützung zuschuss förderung beihilfe subvention / spende spenden gespendet /
kläger klägerin klage klagen verklagt / zeuge zeugin augenzeuge zeugen / beweis beleg nachweis indiz /
berufung revision einspruch anfechten / geständnis gestand gestehen / leiche leichnam / messer stichwaffe /
waffe pistole schusswaffe gewehr / schießen geschossen schüsse schuss / mord tötung totschlag ermordet /
betrug betrüger betrügen betrogen / drogen rauschgift betäubungsmittel kokain / alkohol betrunken
alkoholisiert promille / führerschein fahrerlaubnis / fahrer fahrerin lenker autofahrer / radfahrer
fahrradfahrer radler / fußgänger passant passantin / geschwindigkeit tempo / prallen geprallt stoßen stieß
rammen gerammt krachen / rettungswagen krankenwagen ambulanz / hubschrauber helikopter / evakuieren
evakuiert räumen geräumt räumung / keller untergeschoss / dach dachstuhl / wetterdienst meteorologen /
temperatur grad hitze / schnee schneefall / erdbeben beben erschütterung / wald forst / wiese weide feld
acker / fluss strom gewässer / brücke überführung / park grünanlage garten / flughafen airport / passagier
fahrgast reisende fluggast / bahnhof station haltestelle / hotel herberge / gaststätte restaurant lokal
kneipe wirtshaus / essen mahlzeit speise / trinken getränk / wein bier / schwimmbad freibad hallenbad bad /
verein klub club / meister meisterschaft titel champion / saison spielzeit / liga spielklasse / tabelle
rangliste / verpflichten verpflichtet transfer wechsel zugang / schauspieler darsteller schauspielerin mime
/ regisseur inszenieren inszenierung regie / sänger sängerin musiker musikerin / autor schriftsteller
autorin schriftstellerin verfasser / maler künstler malerin künstlerin / museum sammlung galerie / denkmal
monument / kirche gotteshaus dom / pfarrer priester geistlicher / bischof oberhirte / universität hochschule
uni / student studentin studierende / professor professorin hochschullehrer / impfung impfen geimpft vakzin
impfstoff / medikament arznei arzneimittel mittel präparat / operation operieren operiert eingriff / pflege
betreuung betreuen / kita kindergarten kindertagesstätte / eltern mutter vater / ehemann gatte mann /
ehefrau gattin frau / sohn tochter / familie angehörige hinterbliebene verwandte / freund kumpel bekannter /
ausländer migrant flüchtling asylbewerber geflüchtete / grenze grenzübergang / außenminister chefdiplomat
außenministerin / innenminister innenministerin / minister ministerin ressortchef / sprecher sprecherin /
mitglied mitglieder / gründer gründerin / erfinden erfindung / kürzen kürzung einsparen sparen einsparung /
verdoppeln verdoppelt doppelt / halbieren halbiert / rechtswidrig illegal unzulässig / rechtmäßig legal
zulässig / überraschend unerwartet plötzlich / heftig stark massiv schwer / ruhig friedlich / alt betagt /
arm bedürftig / reich wohlhabend / teuer kostspielig / billig günstig preiswert / gefährlich riskant
bedrohlich / sicher gefahrlos / schuld verantwortlich verantwortung / zufrieden erfreut glücklich /
enttäuscht enttäuschung unzufrieden / wütend zornig verärgert ärger / sorge besorgt befürchten angst furcht
fürchten / anfrage nachfrage frage fragen / antworten antwort erwidern entgegnen / erinnern erinnerung
gedenken / vergessen verdrängen / verschwinden verschwunden / auftauchen aufgetaucht erscheinen erschienen /
ankommen eintreffen eingetroffen ankunft / warten gewartet / stoppen gestoppt anhalten aufhalten /
verhindern verhindert vermeiden / vertreten stellvertreter vize / teilnehmen teilgenommen teilnehmer
beteiligen beteiligt / veröffentlichen veröffentlicht publizieren publiziert herausgeben / einführen
eingeführt einführung / abschaffen abgeschafft / ändern änderung verändern geändert reform / verbessern
verbesserung verbessert / verschlechtern verschlechterung / beobachten beobachtet gesehen sehen / wissen
kenntnis bekannt / lösen lösung gelöst / versuchen versucht versuch / beschreiben schildern beschrieben /
vorstellen vorgestellt präsentieren präsentiert / besuchen besucht besuch / liegen gelegen befinden /
bleiben blieb geblieben / täglich tag / jährlich jahr / monatlich monat / anfang beginn / drittel dritte /
vorjahr vergangenen vorigen
"""
