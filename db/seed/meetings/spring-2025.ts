const iom = {
  providerCs: "Mezinárodní organizace pro migraci (IOM) Česká republika",
  providerEn: "International Organization for Migration (IOM) Czechia",
};

/** What the letter says, in its order; the English texts are ours. */
export const invitation = {
  slug: "setkani-apk-2025",
  referenceNumber: "MV-11638-4/OPK-2025",
  issuedOn: "2025-02-04",
  titleCs: "Celostátní pracovní setkání asistentů prevence kriminality 2025",
  titleEn: "National working meeting of crime-prevention assistants 2025",
  officeCs: "Ministerstvo vnitra České republiky, odbor prevence kriminality",
  officeEn: "Ministry of the Interior of the Czech Republic, Crime Prevention Department",
  contactName: "Mgr. Hana Bílková",
  contactEmail: "setkani@mv.example",
  contactPhone: "974 000 100",
  signatoryName: "JUDr. Tomáš Vondrák",
  signatoryRoleCs: "ředitel odboru prevence kriminality",
  signatoryRoleEn: "Director of the Crime Prevention Department",
  invitationCs:
    "Vážení,\n\nodbor prevence kriminality Ministerstva vnitra České republiky (dále jen „OPK“), který je odborným gestorem problematiky asistentů prevence kriminality (dále jen „APK“), si Vás dovoluje pozvat na pracovní setkání asistentů prevence kriminality, mentorů, supervizorů, zástupců městských policií, Policie České republiky a pracovníků, kteří se podílejí na realizaci projektu.\n\nV roce 2025 proběhnou dvě celostátní setkání.",
  invitationEn:
    "Dear colleagues,\n\nthe Crime Prevention Department of the Ministry of the Interior of the Czech Republic (“OPK”), which answers for the expert side of the work of crime-prevention assistants (“APK”), invites you to a working meeting of crime-prevention assistants, mentors, supervisors, representatives of municipal police forces, the Police of the Czech Republic and the people who take part in carrying out the project.\n\nTwo national meetings will take place in 2025.",
  legalCs:
    "OPK v souladu se Strategií prevence kriminality v ČR na léta 2022 až 2027, strategickým cílem D, podporuje vzdělávání relevantních aktérů prevence kriminality v sociálně vyloučených lokalitách (SVL), a to jak dotačně, tak vlastními aktivitami.",
  legalEn:
    "In line with the Crime Prevention Strategy of the Czech Republic for 2022 to 2027, strategic objective D, OPK supports the education of those who prevent crime in socially excluded localities (SVL), both by grants and by activities of its own.",
  paidCs: "OPK plně hradí ubytování, stravování a přednáškovou činnost.",
  paidEn: "OPK pays for accommodation, meals and lectures in full.",
  unpaidCs: "Nehradí dopravu na místo a z místa setkání.",
  unpaidEn: "It does not pay for travel to and from the meeting.",
  parkingCs: "V rámci objektů je zajištěno bezplatné parkování motorových vozidel.",
  parkingEn: "Parking for motor vehicles on the premises is free of charge.",
  registrationCs:
    "Podmínkou účasti je vyplnit přihlášku v elektronické podobě s výběrem místa setkání: na této stránce tlačítkem Přihlásit se, bez účtu. Každý se přihlašuje sám a svou e-mailovou adresu potvrdí odkazem z e-mailu.\n\nPreferujeme přihlášení účastníků z jednoho města nebo obce na stejné místo setkání (není to podmínkou). V případě větší obsazenosti některého z míst setkání si OPK vyhrazuje možnost přesunutí účastníků na druhé setkání, o čemž budete včas informováni. Pokud nedojde k naplnění kapacity setkání v Kutné Hoře, bude provedeno další kolo přihlašování na tento termín.\n\nKompletní program setkání Vám bude zaslán na e-mailovou adresu, kterou uvedete do přihlášky, včetně potvrzení účasti.",
  registrationEn:
    "To take part you need to fill in the electronic registration and choose a place: on this page by the button Register, without an account. Everybody registers for himself and confirms his e-mail address by the link of an e-mail.\n\nWe prefer that people of one town register for the same place (this is not a condition). If one of the places is over-subscribed, OPK may move participants to the other meeting and will tell you in time. If the meeting in Kutná Hora is not filled, there will be another round of registration for that date.\n\nThe full programme and the confirmation of your place will be sent to the e-mail address given in the registration.",
  programmeCs:
    "Uvedená témata byla vybrána pro APK k posílení jejich povědomí v rámci výkonu jejich činnosti. Na přednáškách mohou být dále rozváděna dle potřeb dalších aktérů setkání.",
  programmeEn:
    "The topics were chosen for assistants, to strengthen what they know for their work. In the lectures they can be developed further as the other participants need.",
  teamCs:
    "Doporučujeme Vám, v případě zájmu, vyslat z Vaší obce nebo města tým, který se bude skládat především z APK a dále z dalších aktérů tohoto programu. Sdělení této pozvánky můžete postoupit okolním obcím a městům, kde projekt APK probíhá, pro jejich případný zájem.\n\nV rámci setkání bude prováděna rovněž výměna zkušeností jednotlivých aktérů programu APK s příklady dobré i špatné praxe.",
  teamEn:
    "If you are interested, we recommend sending a team from your town that consists mainly of assistants, together with others who take part in this programme. You may forward this invitation to neighbouring towns where an APK project runs.\n\nThe meeting is also there to exchange experience among all who take part in the APK programme, with examples of good and bad practice.",
  closingCs:
    "Věřím, že pracovní setkání nabídne jedinečnou formu další spolupráce pro práci APK a současně pomůže nastavit další směřování tohoto projektu na základě Vašich znalostí a potřeb.\n\nS pozdravem",
  closingEn:
    "I trust that the meeting will offer a unique form of further cooperation for the work of assistants, and help to set the direction of this project by what you know and need.\n\nYours faithfully",
};

const day = { arrivalBy: "11:30", firstMeal: "lunch", endsAt: "12:00", lastMeal: "lunch", capacity: 100 };

export const sites = [
  {
    code: "cervena",
    name: "Červená nad Vltavou",
    venueCs: "Zařízení MV – hotel Červená nad Vltavou",
    venueEn: "Hotel Červená nad Vltavou, a facility of the Ministry of the Interior",
    address: "Červená nad Vltavou 126, 398 48 Jetětice",
    startsOn: "2025-03-10",
    endsOn: "2025-03-12",
    ...day,
  },
  {
    code: "kutna-hora",
    name: "Kutná Hora",
    venueCs: "Školicí zařízení Policie ČR Kutná Hora",
    venueEn: "Training centre of the Czech Police, Kutná Hora",
    address: "Kouřimská 1009, Kutná Hora",
    startsOn: "2025-05-14",
    endsOn: "2025-05-16",
    ...day,
  },
];

/** The nine blocks; who lectures and when was not published. */
export const programme = [
  {
    titleCs: "Genderově podmíněné násilí, násilí mezi intimními partnery – příčiny a práce s obětí",
    titleEn: "Gender-based violence, violence between intimate partners – causes and work with the victim",
    ...iom,
  },
  {
    titleCs:
      "Duševní zdraví – první psychická pomoc, zvládání stresu, posttraumatická stresová porucha, deprese a úzkostné stavy, osoby s bojovou nebo válečnou zkušeností, referenční cesty",
    titleEn:
      "Mental health – psychological first aid, coping with stress, post-traumatic stress disorder, depression and anxiety, people with experience of combat or war, referral pathways",
    ...iom,
  },
  {
    titleCs:
      "Oblast bezdomovectví (a případně i poskytování informací držitelům dočasné ochrany a cizincům o bezdlužnosti, zdravotnictví)",
    titleEn:
      "Homelessness (and where needed informing holders of temporary protection and foreigners about freedom from debt and health care)",
    ...iom,
  },
  { titleCs: "Prevence pracovního vykořisťování", titleEn: "Prevention of labour exploitation", ...iom },
  {
    titleCs:
      "Mapy kriminality – představení aplikace a zveřejňovaných dat, přístupy do vnitřní části aplikace, využití v praxi obcí pro účely prevence kriminality",
    titleEn:
      "Crime maps – the application and the data it publishes, access to its internal part, use by municipalities to prevent crime",
  },
  {
    titleCs:
      "Práce Policie České republiky na úseku menšin – spolupráce s APK a ostatními aktéry tohoto programu, styční důstojníci PČR",
    titleEn:
      "Work of the Police of the Czech Republic with minorities – cooperation with assistants and others in this programme, liaison officers",
  },
  {
    titleCs: "Představení základních pojmů, trendů a rizik v rámci kyberprostoru a umělé inteligence",
    titleEn: "Basic terms, trends and risks of cyberspace and artificial intelligence",
  },
  {
    titleCs: "Krizová komunikace, eskalace napětí v SVL",
    titleEn: "Crisis communication, escalation of tension in socially excluded localities",
  },
  {
    titleCs: "Obchodování s chudobou – SVL (promítání filmu „Dveře bez východu“ s diskusí o roli APK v této oblasti)",
    titleEn:
      "Trading in poverty – socially excluded localities (a screening of the film “Dveře bez východu” with a discussion of the role of assistants)",
  },
].map((block) => ({ providerCs: "", providerEn: "", ...block }));
