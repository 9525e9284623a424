"""French words of the news that mean nearly the same, by group."""

GROUPS = """
refuser refusé refuse rejeter rejeté rejette repousser décliner décliné / nier nié démentir dément démenti
contester conteste / accusation accusations reproche reproches accuser accusé / approuver approuvé accord
adopter adopté valider voter voté / propriétaire propriétaires bailleur / patron patronne directeur
directrice dirigeant président présidente pdg chef / maire édile / entreprise société groupe firme compagnie
/ police policiers policier gendarmes gendarmerie enquêteurs / pompiers sapeurs secours secouristes /
incendie feu flammes brûler brûlé / blessé blessés blessures blesser / mort morts décès décédé tué tués
mourir victime victimes / accident collision choc / enfant enfants garçon fille écolier élève / voiture
véhicule automobile / camion poids / maison bâtiment immeuble logement habitation / magasin boutique
commerce / argent somme fonds / coût prix tarif / bénéfice profit / perte pertes déficit / dette dettes /
hausse augmentation augmenter augmenté progresser progression grimper / baisse diminution diminuer reculer
recul chuter chute / salarié salariés employé employés personnel ouvriers / emploi emplois poste postes /
licencier licenciement licenciements supprimer suppression / syndicat syndicats / grève débrayage / acheter
acheté achat acquérir acquisition rachat racheter / vendre vendu vente céder cession / fermer fermeture
fermé / ouvrir ouverture ouvert rouvrir / commencer commencé début débuter démarrer / finir fin terminer
terminé achever / reporter reporté report repousser / annuler annulé annulation / construire construction
bâtir / détruire détruit destruction ravager / dégâts dommages endommager endommagé / voler vol volé dérober
dérobé / voleur cambrioleur suspect accusé prévenu / arrêter arrestation interpeller interpellé
interpellation / fuir fuite échapper / tribunal juge juges cour justice / condamner condamné condamnation
peine prison / acquitter acquitté relaxe relaxé / avocat avocate défenseur / procureur parquet / enquête
investigation enquêter / exiger réclamer demander demande / critiquer critique dénoncer / annoncer annonce
annoncé / projet plan prévoir prévu / espérer espoir attendre / promettre promesse promis engager /
démissionner démission quitter départ / élection scrutin vote / victoire gagner gagné remporter / défaite
perdre perdu / hôpital clinique / médecin docteur / maladie infection intoxication / habitant habitants
riverain riverains / ville commune municipalité / gouvernement exécutif ministre / député parlement
assemblée / environ quelque près
"""
