/**
 * Every word the reader knows, as data. Phrases are matched against the folded text (lower case, no diacritics,
 * "-" for every dash) and are regular expressions without unbounded repetition; a space stands for a space or a tab.
 * Sources: published project pages of Czech towns (OPZ, OPZ+, OP LZZ, programmes of the Ministry of the Interior).
 */

const euName =
  "(evropske unie|evropska unie|eu|unie|(z )?evropskeho socialniho fondu( plus|\\+)?|evropsky socialni fond( plus|\\+)?|esf( plus|\\+)?|fondu eu|fondy eu)";
const stateName =
  "(statniho rozpoctu( cr| ceske republiky)?|statni rozpocet( cr)?|sr|cr|ceske republiky|statu|mv( cr)?|ministerstva vnitra( cr| ceske republiky)?|narodnich verejnych zdroju|narodnich zdroju|mpsv)";
const ownName =
  "(mesta|mestem|obce|obci|mestyse|mestske casti|kraje|zadatele|zadatelem|prijemce|prijemcem|realizatora|vlastnich zdroju|vlastnich prostredku|vlastniho rozpoctu|rozpoctu (mesta|obce|mestyse|zadatele|prijemce))";
const head =
  "((financni|predpokladany|predpokladana|planovany|schvalena|schvaleny) )?(prispevek|prispevku|podil|podilu|spolupodil|dotace|dotaci|podpora|podpory|spolufinancovani|financovani|kofinancovani|prostredky|zdroje|castka|grant|ucast|spoluucast|hrazen[aeoy]?|(spolu)?financovan[aeoy]?|podporen[aeoy]?)";
const link = "( z| ze| od)?( fondu| fondu| rozpoctu| zdroju| prostredku| dotace)?";

/** Amount labels in order of trust: at one place of the text the first that fits names the amount. */
export const amountLabels = [
  { field: "eu", weak: false, phrase: `(vyse |celkova vyse )?${head}${link} ${euName}` },
  { field: "eu", weak: false, phrase: "(evropske|unijni) (zdroje|prostredky|financovani|spolufinancovani|penize)" },
  { field: "state", weak: false, phrase: `(vyse |celkova vyse )?${head}${link} ${stateName}` },
  {
    field: "state",
    weak: false,
    phrase:
      "(narodni verejne (zdroje|prostredky|financovani)|verejne narodni zdroje|narodni (verejny )?(zdroje|prispevek|podil|spolufinancovani|financovani|prostredky)|statni (prispevek|dotace|podil|podpora|zdroje))",
  },
  {
    field: "own",
    weak: false,
    phrase:
      "(vlastni|vlastnich|vlastniho) (podil|podilu|zdroje|zdroju|prostredky|prostredku|financovani|spolufinancovani|spoluucast|prispevek|ucast|vklad)( spolufinancovani)?( (zadatele|prijemce|mesta|obce)( ?- ?(mesta|obce|mesto|obec))?)?",
  },
  {
    field: "own",
    weak: false,
    phrase:
      "(mestsk|obecn)(y|i|eho|iho|emu|imu|ym|im|e|ych|ich|ymi|imi) (rozpoc?t[a-z]{0,2}|rozpocet|zdroj[a-z]{1,2}|prostred(ky|ku|kum|cich))",
  },
  {
    field: "own",
    weak: false,
    phrase: `(vyse )?${head}( -)?${link} ${ownName}( ?- ?(mesta|obce|mesto|obec))?`,
  },
  {
    field: "total",
    weak: false,
    phrase:
      "((predpokladan|planovan|schvalen)(e|y|a|ych) )?celkov(e|ych|ymi|ym) ((?!nezpus|prim|neprim|osobn|mzd|provozn)[a-z]{4,16} ){0,2}(naklady|nakladu|vydaje|vydaju|prostredky)( na projekt| na realizaci projektu| projektu)?",
  },
  {
    field: "total",
    weak: false,
    phrase:
      "celkov(y|a|eho) ((zpusobily|schvaleny|predpokladany) )?(rozpocet|rozpoctu|castka|hodnota|cena|financni objem|objem)( na projekt| projektu)?",
  },
  {
    field: "total",
    weak: false,
    phrase:
      "((schvaleny|planovany|predpokladany) )?(rozpocet(?! mesta| obce| mestys| mestske)|vyse rozpoctu|financni objem|hodnota|celkova vyse( nakladu| vydaju| rozpoctu)?|(zpusobile|uznatelne) (vydaje|naklady)|(naklady|vydaje) celkem|rozpocet celkem)( projektu)?",
    start: true,
  },
  { field: "total", weak: true, phrase: "(naklady|vydaje)( na projekt| projektu)?" },
  { field: "total", weak: true, phrase: "(celkem|soucet)( za projekt| projekt)?" },
  {
    field: "grant",
    weak: false,
    phrase:
      "((priznana|poskytnuta|schvalena|celkova|ziskana|vyse|celkova vyse) )(dotace|dotaci|podpora|podpory|podporu)|dotac(e|i)|vyse podpory",
  },
  { field: "eu", weak: true, phrase: euName },
  {
    field: "state",
    weak: true,
    phrase: "(statni rozpocet( cr)?|statniho rozpoctu( cr)?|sr|stat|mv( cr)?|ministerstvo vnitra( cr)?)",
  },
  {
    field: "own",
    weak: true,
    phrase: "(spoluucast|spolufinancovani|rozpoc(et|tu|tem) (mesta|obce|mestyse|mestske casti))",
  },
  { field: "own", weak: true, party: true, phrase: "(mesto|mestem|obec|obci|mestys|zadatel|prijemce)" },
] as const;

/** Words that may stand between a weak label and its amount. */
export const amountFillers =
  "(cini|je|jsou|bude|budou|ve|v|vysi|vyse|kc|czk|tj|tedy|to|jest|hradi|uhradi|castka|castkou|castce|plus|cr|projektu|celkem|mesta|a|se|z|toho|podil|podili|procent|pokryje|pokryva|prispiva|prispeje|poskytne|poskytuje|tvori|predstavuje|dosahuje|dosahuji|financuje)";
/** Words before an amount that say that it is not the exact one. */
export const approximate =
  "(cca|asi|zhruba|priblizne|temer|bezmala|okolo|kolem|necelych|skoro|az|max\\.?|maximalne|nejvyse|min\\.?|minimalne|pres|vice nez)";
/** Joins an amount to the label that follows it: "10 494 502,67 Kč z EU". */
export const amountThenLabel = "(z|ze|od|jde z|je z|hradi|poskytne|pokryje|prispeje)";

/** Words before a number without a unit that say that it is an address, a number of an office or of a telephone. */
export const notMoney =
  "(tel|telefon[a-z]{0,2}|mobil[a-z]{0,2}|mob|gsm|fax|kontakt[a-z]{0,2}|linka|ic|ico|dic|psc|adresa|sidlo|ucet|uctu|datov[a-z]{1,3} schrank[a-z]|kod|id)";

export const registrationLabels =
  "(registracni cislo( projektu)?|reg\\. ?c(is)?\\.?( projektu)?|reg\\. ?cislo( projektu)?|registracni c\\.|id projektu|registr\\. ?c\\.|cislo projektu|c\\. projektu|projekt c\\.|identifikacni cislo( projektu)?|identifikator projektu|evidencni cislo( projektu)?|cislo zadosti|dotace c\\.|cislo dotace|cislo rozhodnuti)";
/** What looks like a number but is a file reference ("č. j. MV-…"). */
export const fileReference = "(c\\. ?j\\.?|cj\\.?|jednaci cislo|sp\\. ?zn\\.?|usneseni|usnesenim)";
/** Forms of registration numbers found whole in the text; `known` ones pass without a warning (upper case). */
export const registrationForms = {
  anywhere: [
    "cz[. ]{0,2}\\d{1,2}[\\d._-]{0,14}( ?/ ?[\\d._-]{1,14}){1,6}",
    "\\d{3}[a-z]\\d{6,12}",
    "op[a-z]{1,4}\\+?/\\d{1,2}[\\d.]{0,8}/\\d{2,4}/\\d{4,9}",
  ],
  labelled: ["mv- ?[a-z0-9]{1,12}([-/][a-z0-9]{1,12}){0,5}", "[a-z0-9][a-z0-9._+-]{0,30}([/-][a-z0-9._+-]{1,30}){0,6}"],
  known: [
    /^CZ\.\d{2}\.\d{2}\.\d{2}\/\d{2}\/\d{2}_\d{3}\/\d{7}$/,
    /^CZ\.\d{2}\.\d\.\d{2,3}\/\d\.\d\/\d\.\d\/\d{2}_\d{3}\/\d{7}$/,
    /^CZ\.\d\.\d{2}\/\d\.\d\.\d{2}\/\d{2}\.\d{5}$/,
    /^\d{3}[A-Z]\d{9}$/,
    /^OP[A-Z]{1,4}\+?\/\d\.\d\/\d{3}\/\d{7}$/,
    /^MV-[A-Z0-9/-]{4,}$/,
  ],
} as const;

export const nameLabels = "(nazev projektu|cislo a nazev projektu|nazev a cislo projektu|nazev|projekt|jmeno projektu)";
/** A heading that starts so is about money or the site, not the name of the project. */
export const notAName =
  "(spolu)?financ|operacni(ho)? program|evropsk(a|y|ou|eho) |eu$|menu|domu|uvod|obsah|aktuality|logo|preskocit|cesky|hledat|zpet|projekty?$|zakladni (data|udaje|informace)|informace o projektu|popis projektu|anotace|tisknout|drobeckova|uvodni|jste zde|statni rozpocet|podporeno";
const ofName = "( ?[-/(:,]? ?((jmeno ?/ ?)?nazev( subjektu| ?/ ?jmeno)?|jmeno|obchodni firma)\\)?)?";
export const beneficiaryLabels = [
  `(((jmeno ?/ ?)?nazev|jmeno|oznaceni) (prijemce|zadatele|nositele|realizatora|predkladatele)|(prijemce|zadatel) ?/ ?(prijemce|zadatel|nositel|realizator)|prijemce)( dotace| podpory| projektu)?${ofName}`,
  `(zadatel)( o dotaci| o podporu| projektu)?${ofName}`,
  `(nositel|realizator|predkladatel)( projektu)?${ofName}`,
] as const;
const town = "((?<status>statutarni(ho|mu|m)? )?(?<kind>mest(o|u|em)|obec|obci|mestys|mestska cast))";
/** Prose that names the beneficiary; the proper name follows where ~ stands. */
export const beneficiaryPhrases = [
  `(realizuje|realizuji|realizatorem( projektu)? je|realizovan|prijemcem( dotace| podpory| projektu)? je|nositelem( projektu)? je|zadatelem( o dotaci)? je|predkladatelem( projektu)? je|ziskalo|podalo) ${town} ~`,
  `${town} ~ (od [\\d. ]{4,14})?(prostrednictvim [a-z ]{4,60} )?(v letech [\\d. -]{4,14})?(realizuje|ziskalo|ziskala|podalo|podala|uspelo|uspela|zahajilo|zahajila|je prijemcem|je realizatorem|je nositelem|zada|cerpa|obdrzelo|obdrzela|zamestnava)`,
  `(byla|je|byl) ${town} ~ (byla )?(priznana|poskytnuta|pridelena|schvalena)`,
] as const;

export const periodLabels =
  "(doba|termin|obdobi|cas|trvani|harmonogram|datum|delka|lhuta|faze) (trvani )?(fyzicke )?(realizace|trvani|reseni|plneni|projektu)( projektu)?|zahajeni a ukonceni( realizace)?( projektu)?|(zacatek|pocatek) a konec( realizace)?( projektu)?|doba trvani( realizace)?( projektu)?|realizacni obdobi|trvani projektu|obdobi projektu";
export const weakPeriodLabels = "(fyzicka )?(realizace( projektu)?|termin|obdobi|trvani|doba|od)";
export const startLabels =
  "(datum |termin |predpokladane )?(zahajeni|zacatek|pocatek|start)( fyzicke)?( realizace)?( projektu)?";
export const endLabels =
  "(datum |termin |predpokladane )?(ukonceni|konec|dokonceni|zakonceni)( fyzicke)?( realizace)?( projektu)?( nejpozdeji)?( do)?";
export const startVerbs = "(zacal|zacala|zacalo|zahajen|zahajena|odstartoval|zacina|realizovat|realizuje|bezi)";
export const endVerbs = "(konci|koncit|skonci|skoncil|ukoncen|ukoncena|potrva|probihat|trvat)";
/** A sentence with these words is about another period than the project's. */
export const otherPeriods =
  "(akcniho planu|akcni plan|strategi|koncepc|programov[a-z]{2,3} obdobi|plan prevence|planu prevence|zadost)";
export const durationLabels =
  "(doba|delka|trvani)( trvani| realizace| projektu){0,3}|pocet mesicu|(na|po) dobu|projekt (bude )?(trva|trvat|potrva)";

export const assistantWords = "(asistent[a-z]{0,4}|apk)";
/** Words that may stand between the number and the assistants. */
export const assistantFillers =
  "(x|pracovn[a-z]{1,4}|nov[a-z]{1,3}|pln[a-z]{1,3}|mist[a-z]{0,3}|pozic[a-z]{0,3}|osob[a-z]{0,3}|lidi|uvazk[a-z]{1,3}|uvazek|z|ze|rad|cilov[a-z]{1,3}|skupin[a-z]{0,3}|na|pro|jako|funkc[a-z]{1,2}|post[a-z]{0,2}|pracovnik[a-z]{0,3}|zamestnanc[a-z]{1,3}|terenni[a-z]{0,3}|vyskolen[a-z]{1,3}|mestsk[a-z]{1,3}|tzv\\.?|cs|svl|nezamestnan[a-z]{1,3}|obyvatel[a-z]{0,2}|socialne|vyloucen[a-z]{1,3}|lokalit[a-z]{0,2}|znevyhodnen[a-z]{1,3})";
export const assistantCountLabels =
  "(pocet|poctu)( (nov[a-z]{1,3}|zamestnan[a-z]{1,3}|pracovn[a-z]{1,4}|podporen[a-z]{1,3}|mist|pozic|pracovnich)){0,3} (asistent[a-z]{0,4}( prevence kriminality)?|apk|pracovnich mist|pozic)( \\(?apk\\)?)?";
/** Nouns of people: "šest osob", counted only beside words of employment in a page about assistants. */
export const personWords = "(osob[a-z]{0,3}|lidi|pracovnik[a-z]{0,3}|obyvatel[a-z]{0,3})";
export const employmentWords = "(zamestn|podpor|pozic|pracovni|funkc|zaskol)";
export const mentorWord = "mentor(a|u|ovi|em|e|i|y|ka|ky|ce|ku|kou|skou|ska)?";
export const topic =
  "(asistent[a-z]{0,4} prevence kriminality|apk|prevence kriminality|prevenci kriminality|domovnik[a-z]{0,3}[ -]{1,3}preventist[a-z]{0,3})";

export const activityCode = "(ka|klicova aktivita|aktivita)( ?c\\.)? ?0?(\\d{1,2})";
const linking = "( (jsou|je|byly|budou|patri)( tyto| nasledujici)?)?";
export const activityHeading = `(seznam |prehled |popis )?(klicove aktivity|klicovych aktivit|klicovymi aktivitami|aktivity|aktivitami)( projektu)?${linking}`;
/** A line that ends with a colon and holds these words opens a list of activities, whatever else it says. */
export const activityOpening = "klicov[a-z]{1,3} aktivit[a-z]{0,3}";
export const goalCode =
  "((specificky|dilci|hlavni|strategicky) )?cil( projektu)?( ?c(is)?\\.| cislo)? ?(\\d{1,2})(?![.\\d]{0,2}\\d)";
const goalKinds =
  "((hlavni|specificke|specifickymi|dilci|dilcimi|konkretni|konkretnimi|stanovene|stanovenymi|projektove)( a)? )";
export const goalHeading = `${goalKinds}{0,2}(cile|cili|cilu)( projektu)?${linking}`;
/** A line that ends with a colon and holds these words opens a list of goals, whatever else it says. */
export const goalOpening = "(cile|cili|cilu|cilum|cilech|cilem|cil)";
/** Not where it is about whom the project is for, another plan or the activities. */
export const notGoals = "(skupin|aktivit|indikator|akcni|strateg|koncepc|vyzv)";
export const trainingHeadings =
  "(vzdelavacich oblasti|vzdelavaci oblasti|vzdelavacich oblastech|oblasti vzdelavani|oblastech vzdelavani|oblasti pro vzdelavani|(techto|nasledujicich|tematickych|trech|ctyrech|peti|sesti) oblastech|vzdelavaci temata|temata vzdelavani|vzdelavani v oblastech|vzdelavani v techto oblastech)";
export const listOpeners =
  "(, )?(ke kterym patri|mezi ktere patri|ke kterym nalezi|kterymi jsou|kterymi jsou tyto|jimiz jsou|jako jsou|jako je|a to|a sice|tj\\.|tedy|patri sem|jsou|zahrnuji|:|\\()";

export const personTitles =
  "(mgr|bc|ing|judr|mudr|phdr|rndr|paeddr|dis|mba|ph[.]?d|csc|doc|prof|pplk|plk|mjr|kpt|npor|por|prap|pprap|nprap|llm|msc)";
export const personLabels =
  "(kontaktni osoba|kontakt|kontakty|kontaktni spojeni|kontaktni udaje|projektovy manazer|projektova manazerka|manazer projektu|manazerka projektu|vedouci projektu|koordinator projektu|koordinatorka projektu|mentor|mentorka|vyrizuje|zpracoval|zpracovala|autor|autorka|garant projektu|odpovedna osoba|velitel|velitelka|reditel|reditelka|starosta|starostka|mistostarosta|mistostarostka|primator|primatorka|zastupce mesta)";
export const phoneLabels = "(tel|telefon|mobil|mob|telefonni cislo|kontakt|gsm|fax)";
/** The part before @ of an address that belongs to an office, not to a person. */
export const officeMailboxes =
  "(info|prevence|apk|asistenti|straznici|obecnipolicie|posta|podatelna|epodatelna|e-podatelna|urad|mesto|obec|mp|mestskapolicie|mestska\\.policie|policie|sekretariat|kontakt|office|redakce|web|webmaster|projekty|dotace|meu|mu|magistrat)";

/** Number words in every case, by value; "sedmadvacet" and "dvacet sedm" are composed from them. */
export const numberWords: Readonly<Record<number, string>> = {
  1: "jeden jedna jedno jednoho jedne jednu jednim jednou jednom",
  2: "dva dve dvou dvema",
  3: "tri trech trem tremi",
  4: "ctyri ctyr ctyrech ctyrem ctyrmi",
  5: "pet peti",
  6: "sest sesti",
  7: "sedm sedmi",
  8: "osm osmi",
  9: "devet deviti",
  10: "deset deseti desiti",
  11: "jedenact jedenacti",
  12: "dvanact dvanacti",
  13: "trinact trinacti",
  14: "ctrnact ctrnacti",
  15: "patnact patnacti",
  16: "sestnact sestnacti",
  17: "sedmnact sedmnacti",
  18: "osmnact osmnacti",
  19: "devatenact devatenacti",
  20: "dvacet dvaceti",
  30: "tricet triceti",
  40: "ctyricet ctyriceti",
  50: "padesat padesati",
  60: "sedesat sedesati",
};

/** Month names in every case, January first. */
export const monthNames = [
  "leden|ledna|lednu|lednem",
  "unor|unora|unoru|unorem",
  "brezen|brezna|breznu|breznem",
  "duben|dubna|dubnu|dubnem",
  "kveten|kvetna|kvetnu|kvetnem",
  "cervenec|cervence|cervenci|cervencem",
  "cerven|cervna|cervnu|cervnem",
  "srpen|srpna|srpnu|srpnem",
  "zari|zarim",
  "rijen|rijna|rijnu|rijnem",
  "listopad|listopadu|listopadem",
  "prosinec|prosince|prosinci|prosincem",
] as const;
/** The number of the month of each entry above ("červenec" stands before "červen" so that the longer one is tried first). */
export const monthNumbers = [1, 2, 3, 4, 5, 7, 6, 8, 9, 10, 11, 12] as const;

export const fieldNames = {
  total: "celkové náklady",
  eu: "příspěvek EU",
  state: "státní rozpočet",
  own: "vlastní podíl",
} as const;

/** What a warning says in Czech; {…} are filled in. The keys are the codes of the result. */
export const warningMessages = {
  "damaged-text":
    "Text obsahuje nečitelné znaky (počet: {count}), první na řádku {line}. Údaje kolem nich zkontrolujte podle originálu.",
  "registration-number-missing": "Registrační číslo projektu na stránce není.",
  "registration-number-misprint":
    "Registrační číslo {number} vypadá jako tisková chyba: jeho tvar neodpovídá žádnému známému programu. Ponecháno, jak je vytištěno.",
  "registration-number-unknown": "Registrační číslo {number} má neznámý tvar. Ponecháno, jak je vytištěno.",
  "registration-number-several": "Na stránce je více registračních čísel; použito je {number}.",
  "missing-name": "Název projektu na stránce není nebo jej nelze jednoznačně určit.",
  "missing-beneficiary": "Příjemce na stránce není nebo jej nelze jednoznačně určit.",
  "missing-total": "Celkové náklady projektu na stránce nejsou.",
  "missing-amount": "Částka „{field}“ na stránce není.",
  "missing-own-share": "Vlastní podíl na stránce není; nedopočítává se.",
  "amount-not-exact": "Částka „{field}“ je uvedena jen přibližně ({printed}); přesná hodnota chybí.",
  "amount-conflict": "Částka „{field}“ je na stránce uvedena různě ({values}); použita je první.",
  "amount-unassigned": "Stránka uvádí dotaci {amount} Kč bez rozlišení zdroje; žádnému zdroji se nepřiřazuje.",
  "sources-do-not-sum":
    "Zdroje dávají dohromady {sum} Kč, stránka uvádí celkem {total} Kč: rozdíl {difference} Kč. Nic se neopravuje.",
  "share-off-by-haler":
    "Částka „{field}“ ({printed} Kč) se liší o jeden haléř od {rate} % z celkových nákladů ({computed} Kč).",
  "missing-dates": "Na stránce chybí {which} projektu.",
  "year-only-date": "Období je uvedeno jen rokem ({printed}); den ani měsíc z něj nelze určit.",
  "invalid-date": "Datum {printed} v kalendáři neexistuje.",
  "end-before-start": "Konec projektu ({end}) předchází jeho začátku ({start}).",
  "months-mismatch": "Stránka uvádí {stated} měsíců, mezi daty je jich {counted}.",
  "assistants-conflict": "Počet asistentů je na stránce uveden různě ({values}); použit je {used}.",
  "list-rows-differ": "Seznam má k projektu {number} více řádků s různými údaji; použit je první.",
  "other-currency": "Částka „{field}“ je v jiné měně ({printed}); na koruny se nepřepočítává.",
  "national-public-money":
    "Národní veřejné zdroje ({amount} Kč) mohou zahrnovat i vlastní podíl obce; seznam je nerozlišuje.",
  "rate-differs": "Seznam uvádí míru spolufinancování {printed} %, z částek vychází {computed} %.",
  "end-moved": "Předpokládané ukončení je {planned}, skutečné {real}; použito je skutečné.",
  "personal-data-found": "Na stránce jsou osobní údaje (počet kontaktů: {count}); do výsledku se nepřenášejí.",
} as const;

/** Capitalised words that show that a name is not a person's. */
export const notAPerson =
  "mestsk|mesto|mesta|obec|obce|urad|odbor|policie|policii|ministerstv|projekt|program|asistent|prevenc|evropsk|socialni|fond|kontakt|telefon|mobil|e-mail|email|oddeleni|magistrat|republik|kraj|skola|agentur|centrum|rada|ulice|namesti|nam\\.|nadrazni|tel";
