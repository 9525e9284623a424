"""Sentence boundaries, read like examples: a bar stands where a sentence ends and the next begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sentences import FOLDER, boundary_f1, right, treebank, tricky
from dedup.boundaries import MAX_PIECE
from dedup.sentences import ends_sentence, find_sentences
from dedup.span import Span

needs_data = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the treebanks are not here; name the data folder with DEDUP_DATA"
)


def sentences(text: str, language: str | None) -> list[str]:
    return [s.of(text) for s in find_sentences(text, Span(0, len(text)), language)]


def check(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    assert sentences(text, language) == [piece.strip() for piece in marked.split("|")]


GERMAN = """
Das Spiel endete 2:1.| Zur Pause hatte es noch 0:1 gestanden.
Um 14.30 Uhr begann die Sitzung.| Sie dauerte bis 17.45 Uhr.
Der Unfall geschah am Freitag gegen 7.15 Uhr.| Die B 31 war bis 10 Uhr gesperrt.
Er wohnt in der Goethestr. 5 in Köln.| Sie nicht.
Das Gericht verwies auf § 242 Abs. 2 Satz 1 StGB.| Der Angeklagte schwieg.
Z. B. in Berlin.| Das gilt u. a. für Mieter, d. h. für Millionen.
Das gilt z.B. für Kinder, u.a. auch für Babys.| Sonst nicht.
Der Umsatz stieg auf 3,5 Mrd. Euro.| Der Gewinn sank auf 12 Mio. Euro.
Der Gewinn lag bei 12 Mio.| Das teilte die AG mit.
Am 1. Mai 2024 demonstrierten Tausende.| Am 2. Mai war Ruhe.
Karl V. regierte lange.| Ihm folgte Ferdinand I. auf dem Thron.
Papst Johannes Paul II. starb 2005.| Papst Franziskus lebte bis 2025.
Das sagte Johann W. Müller der Zeitung.| Mehr wollte J. K. Rowling nicht sagen.
Prof. Dr. med. Anna Schmidt leitet die Klinik.| Sie kommt aus Graz.
Dipl.-Ing. Hans Meier plante das Haus.| Es steht noch.
Die Firma Müller & Co. KG ist pleite.| Die Fa. Huber nicht.
Laut StVO bzw. Bußgeldkatalog drohen 60 Euro.| Das ist neu.
„Ich bin müde“, sagte er.| „Ich gehe.“
„Ich bin müde“, sagte er.| „Sehr müde. Und krank“, fügte er hinzu.
Er sagte: „Ich komme. Morgen.“| Dann ging er.
»Wir kommen wieder!«, rief er.| Dann ging er.
»Wir kommen wieder!« rief er.| Dann ging er.
„Kommt er?“, fragte sie.| „Nein!“, rief er.
"Wir sind bereit. Alle", sagte Müller.| Er lachte.
'Wir sind bereit. Alle', sagte Müller.| Er lachte.
Er nannte es „ein Fest für alle“.| Die Leute kamen.
Er nannte es „ein Fest für alle.“| Die Leute kamen.
Was nun?| Niemand weiß es!| Oder doch?
Das war … schwierig.| Wirklich.
Das war schwierig ...| Wirklich schwierig war es dann am Abend.
Sie schrieb an info@beispiel.de und auf www.beispiel.de.| Die Antwort kam.
Mehr unter https://www.beispiel.de/a.html?x=1.| Die Seite ist neu.
Unter #BrückeZu. sammeln sich Klagen.
Das Haus (Baujahr 1920.) steht leer.
Das Haus steht leer (siehe Nr. 5).| Es ist alt.
Die Nr. 1 der Welt gewann.| Die Nr. 2 verlor gegen die Nr. 3.| Zverev fehlte.
Der 1. FC Köln verlor gegen den 1. FC Nürnberg.| Trainer Funkel tobte.
Im 19. Jahrhundert war das anders.| Die 5. Klasse lernt das.
Sie wurde 3. im Slalom.| Gold ging an die Schweiz.
Er ist seit 2010 dabei.| 20 Jahre will er bleiben.| 2030 ist Schluss.
Es kostete 1.200.000 Euro.| 3.000 Euro kamen dazu.
Der Kurs stieg um 3,5 Prozent auf 1.234,56 Punkte.| Der Dax fiel.
Der Zug fuhr um 12 Uhr ab.| Ein anderer um 13.
Mit 5 Mio. Menschen, ca. 300 km² und max. 20 Grad ist es klein.| Na ja.
Laut Angaben v. a. der Polizei, vgl. S. 12 ff. im Bericht, war es so.| Punkt.
Das sagte St. Gallens Präsident.| In St. Pölten war es ruhig.
Gem. Art. 5 Abs. 3 GG ist das erlaubt.| Sagt Art. 5.
Ende gut, alles gut.| Von Montag an gilt das Verbot.
Die USA, d. h. die U.S. Army, und die u.s. Behörden schweigen.
Die Bundeswehr (Bw.) half.| Sie kam spät.
Es kamen 3 %.| 97 % blieben weg.
Es sind 35 Grad.| Morgen werden es 20 Grad.
Er verließ die SPD 2021.| Er trat 2022 der CDU bei.
Er kam auf Platz 3.| Die Siegerin lief 10,8 Sekunden.
Das ist Gesetz seit dem 1.1.2024.| Davor war es frei.
Das Treffen ist am Mo., 5. Mai, um 8 Uhr.| Alle sind da.
Er kommt am Mo.| Sie kommt am Di.
Die Polizei bittet um Hinweise unter Tel. 030/1234.| Zeugen gibt es.
Das Urteil (Az. 5 K 12/24) ist da.| Das VG Köln hat es gefällt (Az.: 3 L 4/24).
Er las „Der Prozess. Ein Roman“ von Kafka.| Dann schlief er.
Sie sagte: "Der Film 'Heat. Die Jagd' ist gut."| Er nickte.
Sie sagte: „Er rief ‚Halt! Stehen bleiben!‘, dann schoss er.“| Der Richter nickte.
Auf die Frage „Warum?“ schwieg er.| Dann weinte er.
Er fragte „Wer war das?“ und ging.| Keiner sprach.
Das Motto „Ja!“| Der Stadt gefällt es.
Das „Yahoo!“-Team kam.| Es blieb.
Die Zahl sank (minus 3 Proz.).| Das ist gut.
Berlin hat ca. 3,9 Mio. Einwohner.| München 1,5 Mio. und Köln 1,1 Mio.| Das ist viel.
Der Weg ist 5 km lang.| Er führt bis 2.000 m ü. M. hinauf.| Oben ist es kühl.
In Frankfurt a. M. regnet es.| In Halle/S. nicht.
Am Donnerstag, den 4.9., war Paris dran.| Am 5.9. folgte Rom.
Sie ist Jahrgang '68.| Er ist Jg. 1970.
Laut Angaben d. Polizei war es Mord.| Sonst nichts.
Geplant sind: neue Schulen; neue Straßen; neue Brücken.| Das Geld fehlt.
Er sagte - und das ist neu! -, dass er geht.| Gut.
Sie kam (endlich!) an.| Er war weg.
(Das war alles.)| Dann kam nichts.
Es war kalt.| (Es war Winter.)| Dann wurde es warm.
Es war kalt.[1]| Dann wurde es warm.[2]
Das Spiel des VfL Bochum II. fiel aus.
Die Sendung läuft auf ARD.| ZDF zeigt Fußball.
Ab 18 Uhr spielt die Band AC/DC.| Der Eintritt ist frei.
Das hat Folgen.| dpa berichtete zuerst.
Wie es weitergeht?| Unklar.
Er kam, sah u. siegte.| So war das.
Sie ist Ministerin a. D. und Mutter.| Er ist Minister a. D.| Beide sind alt.
Der Bau soll Ende 2026 (frühestens im 4. Quartal) fertig sein.| Im 1. Quartal 2027 wird gefeiert.
Es gab 3 Tote, 5 Verletzte usw.| Die Polizei ermittelt.
Er mag Äpfel, Birnen etc. und Nüsse.| Sie nicht.
Das kostet 5 €.| 10 € wären zu viel.
Das kostet 5 Fr.| Das ist billig.
Der Preis lag bei Fr. 5.50 pro Kilo.| Jetzt sind es 6 Fr. pro Kilo.
Das Konzert in D-Dur, op. 61, gefiel.| Mozarts KV 331 auch.
Er erhielt 51,2 Prozent, sie 48,8.| 2019 war es umgekehrt.
Sie wohnt im 3. Stock.| Im 4. wohnt er.| Der 5. ist leer.
Das Ergebnis: 3:2, 1:0 und 4:4.| Die Fans jubelten.
Am Sa. und So. ist frei.| Gut so.| Das bleibt so.
Das geht so nicht.| So!| Jetzt aber.
Mit der Nr.10 am Rücken lief er auf.| Er traf.
"""

ENGLISH = """
The U.S. economy grew.| It shrank in the U.K. in May.
He moved to the U.S.| The family followed.
He moved to the U.S.| The family followed.
George W. Bush met J. K. Rowling.| They talked.
Mr. Smith and Mrs. Jones met Dr. Brown at 5 p.m. on Monday.| Gov. Newsom and Sen. Cruz did not.
The meeting starts at 5 p.m.| Doors open at 4 p.m.
The show begins at 8 a.m.| Tickets cost $5.
Shares of Apple Inc. rose 3.5%.| Those of Acme Corp. fell.| Ford Motor Co. was flat.
He works for Acme Inc.| She works for Ford Motor Co.| The rest are idle.
It happened on Jan. 6, 2021.| Trials began in Sept. 2022.
"I am tired," he said.| "I am going home."
"I am tired. Very tired," he said.| She nodded.
“Is he coming?” she asked.| “No!” he cried.
“Is he coming?” Smith asked.| Nobody knew.
“We won!” Mayor Anna Jones said on Monday.| The crowd cheered.
“We won!”| The crowd cheered.
“It's over.”| The crowd left.
He asked, “Who did it?”| Nobody answered.
She called it “a feast for all.”| People came.
The No. 1 seed beat No. 5.| Seed No. 3 lost to No. 12 seed Rune.
Did he win?| No.| Was he close?| Yes.
No. 10 Downing Street is quiet.| No one spoke.
He said no.| She said yes.
He lives at 5 Main St. in Boston.| She lives on Elm St.| It is quiet.
He lives in St. Louis.| She lives in Washington, D.C., and works in N.Y.| They meet.
Visit www.example.com.| Or write to a.b@example.com.| Thanks.
It cost $1.2 million.| Prices rose 2.5 percent.
Go to https://example.com/a.html?b=c.d for more.| Or don't.
It was ... hard.| Very hard.
It was hard...| Then it got worse.
“It was hard ... and long,” he said.| We know.
The team won 3-1.| 20,000 fans watched.| 5 were hurt.
Yahoo! cut jobs.| Jeopardy! airs at 7.
Vs. Arsenal they lost.| Against Leeds vs. Hull they drew.
The case, Roe v. Wade, is old.| It was overturned.
He was born in 1950.| 50 years later he died.
Lt. Gen. James Doe and Sgt. Joe Roe died.| Col. Potter lived.
See Fig. 3 and pp. 5-7.| It says so in vol. 2.
It weighs approx. 5 lbs. and is 6 ft. tall.| It bites.
E.g. cats.| I.e. felines, e.g. lions.| Etc.
He likes cats, dogs, etc.| She likes fish.
(He left.)| She stayed.
He left (at last!) on Monday.| She stayed.
John Doe Jr. was there.| So was John Doe Sr.| The son of Martin Luther King Jr. spoke.
Ph.D. students protested.| She has a Ph.D. in physics.| He has a Ph.D.| They married.
The 5th Circuit ruled.| The 9th didn't.
iPhone sales rose.| eBay fell.| iPads were flat.
Workers' rights matter.| The workers' union agreed.| 'We won.'
She said: "He told me 'Go. Now.' and I went."| The judge nodded.
“He told me, ‘Go. Now.’ I went,” she said.| The judge nodded.
He is 6'2" tall.| She is 5'5" tall.
Why?| Because.| Really?!| Yes!!!
Police said: "We are looking for a man. He is tall."| Call 911.
The U.N. Security Council met.| The U.N. said so.
U.S. President Joe Biden spoke.| The E.U. did not.
Rep. Alexandria Ocasio-Cortez, D-N.Y., said so.| Sen. Bernie Sanders, I-Vt., agreed.| All left.
Vitamin C. is good.
He got a B.| She got an A.
The plan B.| It failed.
Item one: food.| Item two: water.
"Stop!" he yelled.| "Police!"
What does “No!” mean?| It means no.
“Where is the money?” the mayor asked.| “Gone.”
‘Where is the money?’ the mayor asked.| ‘Gone. All gone.’
Mt. Everest is high.| Ft. Worth is not.
About 2,000 people (approx. 5%) left.| 300 stayed.
It was 5:30 a.m.| He slept.
At 5:30 a.m. EST it rang.| On Jan. 5 at 6 p.m. Eastern it stopped.
"""

OTHERS = {
    "fr": """
M. Macron a rencontré Mme Borne.| MM. Dupont et Durand étaient absents.
« Nous avons gagné. Enfin ! », a-t-il dit.| La foule a applaudi.
« Est-ce fini ? » a demandé le maire.| « Non. »
Le prix est de 3,5 millions d'euros.| 20 personnes sont venues.
Il est né le 1er mai 1950.| J.-C. Juncker était là.
Voir p. 5 et art. 12 du code.| C'est clair.
Le Dr. Petit est parti.| Le Pr Grand aussi.
Est-ce vrai ?| Oui !| Non…| Peut-être.
Il a dit : « C'est fini. »| Elle a souri.
La loi n° 2020-12 est là.| Le no. 5 aussi.
""",
    "es": """
El Sr. García llegó.| La Sra. López no vino.
¿Qué pasó?| ¡Nada!| Todo sigue igual.
«No vamos. Es tarde», dijo.| Nadie fue.
EE. UU. creció un 3 %.| En EE. UU. la inflación bajó.
Los EE.UU. crecieron.| El dólar bajó.
El art. 5 de la ley núm. 12 dice eso.| Es claro.
Vive en la Av. Mayor 5.| Ella vive en Madrid.
El Dr. Ruiz y la Dra. Gil ganaron el 1.er premio.| Fue ayer.
Llegó a las 5 p. m. del lunes.| Salió a las 6 a. m.| Luego durmió.
""",
    "it": """
Il sig. Rossi e il dott. Bianchi sono arrivati.| L'on. Verdi no.
«Abbiamo vinto. Finalmente», ha detto.| La folla ha applaudito.
Perché?| Non si sa.
L'art. 5 della legge n. 12 lo dice.| È chiaro.
È nato nel 1950.| 20 anni dopo è morto.
""",
    "nl": """
De heer J. de Vries en mr. drs. P. Bakker kwamen.| Ze bleven.
“We hebben gewonnen. Eindelijk”, zei hij.| Het publiek juichte.
Dat is bijv. zo in Nederland, m.a.w. hier.| Daar niet.
Het kost ca. 3 mln. euro.| Dat is veel.
""",
    "ru": """
Президент В. В. Путин приехал.| Он сказал: «Мы готовы. Все».| Потом уехал.
Это стоит 5 млн. рублей.| Много.
В 2020 г. было так.| Ул. Ленина, д. 5.| Там тихо.
""",
    "el": """
Τι έγινε;| Τίποτα.| Ο κ. Παπαδόπουλος έφυγε.
""",
    "ar": """
ماذا حدث؟| لا شيء.| انتهى الأمر.
""",
    "zh": """
他来了。|她走了！|为什么？|没人知道。
他说：“我们来了。都来了。”|大家笑了。
""",
    "ja": """
彼は来た。|彼女は去った。
「行きます。今すぐ」と彼は言った。|皆が笑った。
""",
    "hi": """
वह आया।| वह गया।
""",
}


def lines(block: str) -> list[str]:
    return block.strip().splitlines()


@pytest.mark.parametrize("marked", lines(GERMAN))
def test_german(marked: str) -> None:
    check("de", marked)


@pytest.mark.parametrize("marked", lines(ENGLISH))
def test_english(marked: str) -> None:
    check("en", marked)


@pytest.mark.parametrize(("language", "marked"), [(code, m) for code, b in OTHERS.items() for m in lines(b)])
def test_other_languages(language: str, marked: str) -> None:
    check(language, marked)


@pytest.mark.parametrize("language", ["de", "en", "th", "xx", None])
def test_thai_and_unknown_languages_lose_nothing(language: str | None) -> None:
    assert sentences("ฝนตกหนัก ถนนปิด", language) == ["ฝนตกหนัก ถนนปิด"]


def test_an_unclosed_quotation_joins_nothing() -> None:
    text = "„Das ist gut. Der Rat ist froh. Die Stadt auch."
    assert sentences(text, "de") == ["„Das ist gut.", "Der Rat ist froh.", "Die Stadt auch."]


def test_a_missing_space_still_ends_a_sentence() -> None:
    assert sentences("Sie gewann.Er verlor. Mehr auf www.Beispiel.de heute.", "de") == [
        "Sie gewann.",
        "Er verlor.",
        "Mehr auf www.Beispiel.de heute.",
    ]


def test_wrapped_lines_and_odd_spaces_are_spaces() -> None:
    text = "Das sagte Dr.\nMüller.\r\nEr ging\tam 3.\u00a0Mai.  Gut."
    assert sentences(text, "de") == ["Das sagte Dr.\nMüller.", "Er ging\tam 3.\u00a0Mai.", "Gut."]


def test_a_number_at_the_head_belongs_to_its_line() -> None:
    assert sentences("1. New roads. 2 bridges too.", "en") == ["1. New roads.", "2 bridges too."]


@pytest.mark.parametrize("sentence", ["Der Rat tagt am Montag. ", "Er sagte: „Ja. Gern.“ ", "他来了。"])
def test_a_one_line_article_is_cut_like_a_short_one(sentence: str) -> None:
    count = 3 * MAX_PIECE // len(sentence) + 1
    assert sentences(sentence * count, "de") == [sentence.strip()] * count


def test_a_line_without_any_full_stop_stays_whole() -> None:
    assert len(sentences("Wort " * MAX_PIECE, "de")) == 1


def test_every_piece_lies_within_the_span_asked_for() -> None:
    text = "Vorher. Eins. Zwei. Nachher."
    assert [s.of(text) for s in find_sentences(text, Span(8, 19), "de")] == ["Eins.", "Zwei."]


NASTY = st.text(
    st.sampled_from(list("aB1 .!?…:;,()[]„“”\"'«»\n\r\t\0。ا\u0301\u200f👩"))
    | st.characters(exclude_categories=["Cs"]),
    max_size=80,
)


@given(NASTY, st.sampled_from(["de", "en", "fr", "zh", "ar", None]))
def test_sentences_cover_all_non_space_text_in_order(text: str, language: str | None) -> None:
    at = 0
    for span in find_sentences(text, Span(0, len(text)), language):
        assert span.start >= at
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Nein.", True),
        ("„Nein!“", True),
        ("(Nein?)", True),
        ("他来了。", True),
        ("Neue Regeln", False),
        ("Er sagte:", False),
    ],
)
def test_what_ends_like_a_sentence(text: str, ends: bool) -> None:
    assert ends_sentence(text, Span(0, len(text))) is ends


@needs_data
@pytest.mark.parametrize(
    ("name", "language", "floor"),
    [("de_pud-ud-test", "de", 0.995), ("de_gsd-ud-test", "de", 0.915), ("en_gum-ud-test", "en", 0.925)],
)
def test_treebank_floors_only_rise(name: str, language: str, floor: float) -> None:
    assert boundary_f1(treebank(name), language) >= floor


@needs_data
@pytest.mark.parametrize(("language", "floor"), [("de", 49), ("en", 15)])
def test_tricky_cases_floors_only_rise(language: str, floor: int) -> None:
    assert right(tricky(language), language) >= floor


@pytest.mark.parametrize("space", "\u0085\u00a0\u2009\u2028\u202f\u3000")
@pytest.mark.parametrize("language", ["de", "en", "fr", "es"])
def test_an_initial_behind_any_space_is_no_trouble(space: str, language: str) -> None:
    for text in (f"A{space}. x y", f"John{space}F. Kennedy kam. Er ging."):
        assert find_sentences(text, Span(0, len(text)), language)[-1].end == len(text)
