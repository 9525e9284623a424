"""Words that a text has whatever it is about: those of grammar, and those that frame what is reported."""

from __future__ import annotations

FUNCTION_WORDS = {
    "de": """ab aber acht all alle allem allen aller alles als also am an ander andere anderem anderen
anderer anderes ans auch auf aus außer außerdem bei beide beiden beim bevor bin bis bisher bist da dabei
dadurch dafür dagegen daher dahin damals damit danach daneben dann daran darauf daraus darf darin darüber
darum darunter das dass davon davor dazu dein deine dem den denen denn dennoch der deren derzeit des deshalb
dessen dich die dies diese diesem diesen dieser dieses dir doch dort drei du durch durfte durften dürfe
dürfen ebenfalls ebenso ein eine einem einen einer eines einige einigen einiger einmal entlang er es etwa
etwas euch euer für gab gar gegen gegenüber gehabt gewesen geworden gibt hab habe haben hat hatte hatten
hätte hätten her hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins
inzwischen irgend ist ja je jede jedem jeden jeder jedes jedoch jemand jene jenem jenen jener jetzt kann
kein keine keinem keinen keiner können könne könnte könnten konnte konnten lassen lässt ließ machen macht
man manche manchmal mehr mein meine mich mir mit mochte möchte möge mögen müsse müssen muss musste mussten
müsste nach nachdem neben nicht nichts noch nun nur ob oben obwohl oder ohne pro schon sehr sei seien sein
seine seinem seinen seiner seines seit seitdem selbst sich sie sind so sodass sogar solche sollen soll solle
sollte sollten sondern sonst sowie statt trotz über um und uns unser unsere unter vom von vor während war
wäre waren wären warum was weder wegen weil welche welchem welchen welcher wenn wer werde werden weil weiter
weitere weiteren wem wen wenige wieder will wir wird wo wobei wollen wolle wollte wollten worden wurde
wurden würde würden zu zudem zum zur zwar zwei zwischen""",
    "en": """a about above after again against all already also although am among an and another any are
around as at back be because been before being below between both but by can cannot could did do does doing
done down during each either else even ever every few for from further get gets got had has have having he
her here hers him himself his how however i if in into is it its itself just may me might mine more most
much must my neither no nor not now of off on once one only onto or other others our ours out over own per
rather same shall she should since so some still such than that the their theirs them themselves then there
these they this those though through thus to too toward towards two under until up upon us very was we were
what when where whether which while who whom whose why will with within without would yet you your""",
    "es": """a además al algo alguien algún alguna algunas alguno algunos ante antes aquel aquella
aquellas aquellos aquí así aún aunque cada casi como con contra cual cuales cuando de del desde después
donde dos durante e el él ella ellas ello ellos en entre era eran es esa esas ese eso esos está estaba
estaban están estar este esta estas esto estos fue fueron ha había habían habrá han hasta hay he la las le
les lo los más me mi mientras mis mismo misma muy nada ni no nos nosotros nuestra nuestro o otra otras otro
otros para pero poco por porque pues puede pueden que qué quien quienes se sea según ser será serán si sí
sido sin sino sobre solo sólo son su sus también tampoco tan tanto te tenía tiene tienen toda todas todo
todos tras tu un una unas uno unos y ya yo""",
    "fr": """à afin ai ainsi alors après as au aucun aucune aussi autre autres aux avait avaient avant
avec avez avoir avons ayant c ça car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme
contre d dans de déjà depuis des dès deux devant doit doivent donc dont du durant elle elles en encore entre
es est et était étaient été être eu eux fait faire faut font il ils j je jusqu jusque l la là le les leur
leurs lors lorsque lui m ma mais malgré me même mêmes mes moi moins mon n ne ni nos notre nous on ont or ou
où par parce pas pendant peu peut peuvent plus plusieurs pour pourrait pourquoi près puis qu quand que quel
quelle quelles quels quelque quelques qui quoi s sa sans se selon sera seront serait ses si sien son sont
sous sur t ta tandis tant te tel telle tels tes toi ton tous tout toute toutes très trop tu un une vers
voici voilà vos votre vous y""",
}  # fmt: skip
"""The words of four languages by ISO 639-1 code, in small letters."""

FRAME_WORDS = {
    "de": """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz
april mai juni juli august september oktober november dezember heute gestern morgen vormittag mittag
nachmittag abend nacht wochenende woche monat jahr uhr sagt sagte sagten sagen teilte teilten mitteilte
mitteilten erklärte erklärten betonte betonten berichtete berichteten meldete meldeten äußerte äußerten
hieß heißt angaben zufolge laut sprecher sprecherin""",
    "en": """monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december today yesterday tomorrow morning noon afternoon evening
night weekend week month year say says said saying tell tells told announced announces reported reports
added adds stated states according spokesman spokeswoman spokesperson""",
    "es": """lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio
agosto septiembre octubre noviembre diciembre hoy ayer mañana tarde noche semana mes año dice dicen dijo
dijeron anunció anunciaron informó informaron declaró declararon señaló afirmó explicó portavoz""",
    "fr": """lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet
août septembre octobre novembre décembre aujourd hui hier demain matin midi soir nuit semaine mois an année
dit disent déclaré annoncé indiqué affirmé expliqué précisé porte parole""",
}
"""Words that frame a statement of any kind: when it was, and that somebody said it."""
