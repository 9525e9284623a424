"""First names that are common in the news; beside one a capitalised word is a surname."""

from __future__ import annotations

from dedup.facts.wordlist import words

FIRST_NAMES = words(
    """
    alexander andrea andreas angela anna anne annette annika anja anke antje armin axel barbara beate
    bernd bernhard birgit birte björn bodo britta carla carsten christa christian christiane christina
    christine christoph claudia clemens cornelia dagmar daniel daniela david denis dennis detlef dieter
    dietmar dirk dorothea eberhard elena elisabeth elke ellen emil emma erich erik erika ernst eva fabian
    felix florian frank franz franziska frieda friedrich fritz gabriele georg gerd gerhard gerlinde gesine
    gisela gregor gudrun günter günther hannah hannelore hans harald heike heiko heiner heinrich heinz
    helga helmut henning henrik herbert hermann hilde holger horst hubert ilona ilse ines ingo ingrid
    irene iris jan jana janina jens joachim jochen johann johanna johannes jonas jörg josef julia julian
    jürgen jutta kai karin karl katharina katja katrin kathrin kerstin klaus konrad kristin kurt lars laura
    lena leonie lisa lothar lukas lutz manfred manuela marc marcel marco margit margret maria marie marina
    mario marion markus martin martina mathias matthias max maximilian meike melanie michael mike monika
    nadine nicole nina norbert olaf oliver otto patrick paul paula peter petra philipp rainer ralf regina
    reinhard renate rita robert roland rolf rosa rudolf ruth sabine sandra sarah sascha sebastian silke
    silvia simon simone sofia sonja sophie stefan stefanie stephan steffen susanne svenja sven sybille
    tanja theo theresa thomas thorsten tim tobias torsten udo ulrich ulrike ursula ute uta uwe vera verena
    viktor volker walter werner wiebke wilhelm wolfgang yvonne
    adam alan alice amanda amy andrew angus anthony arthur ben brian bruce callum carol catherine charles
    charlotte chris claire colin conor craig daisy dan deborah diana donald dorothy douglas duncan edward
    elaine emily eric ewan fiona fred gareth gary george gerald gordon graham grace graeme hamish harriet
    harry heather helen henry hugh ian isabel isla jack jacob jake james jamie jane janet jason jean jeff
    jennifer jeremy jessica jim joan joanna joe john jonathan joseph josh joyce judith judy julie karen
    kate keith kelly ken kenneth kevin kirsty larry lauren leo leonard lewis liam linda louis louise lucy
    luke maggie margaret mark martha mary matt matthew maureen megan moira mick molly nancy nathan neil
    nia niall nicholas nick nigel nora oscar owen pamela patricia pauline phil philip rachel ramona
    raymond rebecca richard rob robin roger ronald rory rosie ross roy russell ruaridh ryan sally sam
    samantha samuel scott sean shane sharon sheila sian sophia stephen steve steven stuart sue susan
    suzanne ted terry tessa tina todd tom tony tracey trevor una victoria vincent walt wendy william zoe
    adrien alain alexandre amélie antoine arnaud aurélie aurélien benoît bernard bruno camille cécile
    céline chantal christophe claude clément corinne damien delphine denise didier élise élodie émilie
    éric étienne fabien fabrice florence françois françoise frédéric gaël geneviève gérard gilles
    guillaume hélène henri hervé hugo isabelle jacques jean jeanne jérôme joël julien karine laurence
    laurent léa lionel loïc luc lucie ludovic manon marguerite maryse mathieu maxime michel michèle
    mireille monique nadège nathalie nicolas noémie odile olivier pascal philippe pierre quentin
    raphaël rémi rené romain sandrine sébastien serge solène stéphane stéphanie sylvain sylvie thierry
    valérie véronique vincent virginie xavier yann yves
    alejandro alfonso álvaro ana andrés ángel antonio beatriz carlos carmen cristina diego eduardo elvira
    enrique esteban fernando francisco gonzalo guillermo ignacio inés isabel jaime javier jesús joaquín
    jorge josé juan lourdes lucía luis luisa manuel marta mercedes miguel miriam mónica natalia nuria
    óscar pablo pedro pilar rafael ramón raquel ricardo roberto rocío rodrigo rosario salvador santiago
    sergio silvia sonia susana teresa tomás verónica vicente
    """
)
"""First names of German, English, French and Spanish."""
