import type { Mark } from "./birth-number";

/** Names of people in Czech text: by what stands before a word with a capital letter, by a first name, by the endings of families. */

/** The beginnings of first names, with which their cases begin too. */
const stems =
  "Adam,Adél,Alen,Alexand,Alžbět,Ale[šn],Andre,Anež,Ann,Antonín,Barbor,Blank,Bohumil,Boženk?,Božen,Brigit,Dagmar,Dalibor,Dan,David,Denis,Dominik,Drahomír,Dušan,Edit,Eduard,Elišk,Emil,Erik,Ev,Filip,Františ,Gabriel,Han,Helen,Honz,Hynk,Igor,Ilon,Iren,Iv,Jakub,Jan,Jarmil,Jaroslav,Jindři,Jiř,Jirk,Jitk,Josef,Juli,Jozef,Kamil,Kar[eo]l,Karl,Kateřin,Klár,Kristián,Kristýn,Květ,Ladislav,Lenk,Leoš,Libor,Libuš,Luboš,Luci,Lu[dď]m[ií]l,Luk[áa]š,Magd,Marce[lk]*,Mare?k,Margit,Mari,Markét,Martin,Matě,Matyáš,Michae?l,Mil[aoe]n,Miloslav,Miloš,Miroslav,Monik,Naděžd,Natáli,Nel,Nikol,Oldřich,Olg,Ondře,Otakar,Patri[ck],Pave?l,Pavl,Petr,Rade?k,Radk,Radim,Radovan,Renat,Richard,Robert,Roman,Romank,Rostislav,Rudolf,Růžen,Samuel,Sár,Silvi,Simon,Soň,Stanislav,Šárk,Šimon,Štefan,Štěpán,Tade,Tamar,Terez,Tomáš,Václav,Vendul,Věr,Veronik,Viktor,Vilém,Vít,Vladimír,Vladislav,Vlast,Vojtě,Vratislav,Zbyn,Zdenk,Zdeně?k,Zuzan,Žanet,Žofi,Ferdinand,Bedřich,Alois,Augustin,Bohuslav,Břetislav,Čeněk,Evžen,Gustav,Hubert,Hug,Ignác,Jáchym,Jaromír,Kryštof,Květoslav,Lumír,Lubomír,Maxmili,Mojmír,Oskar,Prokop,Přemysl,René,Svatopluk,Šebest,Teodor,Valent,Vavřin,Zikmund,Zoltán,Emíli,Bert,Cecíli,Doubravk,Gizel,Hedvik,Hermín,Jindřišk,Justýn,Klaudi,Kornéli,Leon,Lind,Lilian,Laur,Melani,Miluš,Otýli,Pavlín,Regín,Sabin,Sandr,Stel,Štěpánk,Taťán,Tatian,Valéri,Viol,Gejz,Dež,Koloman,Rozáli,Ernest,Bartolom,Arpád,Ruslan,Oleksandr,Olen,Oksan,Volodymyr,Andrij,Ivan,Svitlan,Marcel,Jolan,Marian,Mirk,Pepík,Pepy,Tonda,Tond,Vašek,Venc,Mirek,Láďa,Láď,Franta,Jarda,Jard,Zděn,Luďk,Vlad";
const first = `(?:${stems.split(",").join("|")})\\p{Ll}{0,4}`;
const titles =
  "[Pp]an(?:a|em|e|u|ovi|ové)?|[Pp]an[ií]|[Pp]ánové|[Pp]ánů|[Pp]ánům|pp?\\.|pí\\.?|[Ss]lečn[aouyě]|sl\\.|Mgr\\.|Bc\\.|Ing\\.|JUDr\\.|MUDr\\.|PhDr\\.|MVDr\\.|PaedDr\\.|[Ss]tr(?:ážník\\p{Ll}*|\\.)";
const kin =
  "[Kk]lient(?:k?a|ovi|em|k?u|kou|ce)?|[Oo]bčank?(?:a|ovi|em|u|ou|ce)?|[Žž]ák(?:a|ovi|em|yně|yni)?|[Cc]hlap(?:ec|ce|ci|cem)|[Dd]ívk(?:a|y|u|ou)|[Mm]atk(?:a|y|u|ou)|[Mm]atce|[Oo]t(?:ec|ce|ci|cem)|[Ss]yn(?:a|ovi|em)?|[Dd]cer(?:a|y|u|ou)|[Dd]ceři|[Bb]abičk(?:a|y|u|ou)|[Dd]ěde?č(?:ek|ka|kovi|kem)|[Bb]ratr(?:a|u|em)?|[Bb]ratři|[Ss]estr(?:a|y|u|ou)|[Ss]trý[cč]\\p{Ll}*|[Tt]et(?:a|y|u|ou)|[Ss]enior(?:a|em|ovi|ka|ky|ku|kou)?|[Ss]oused(?:a|ovi|em|ka|ky|ku|kou)?|[Ss]věd(?:ek|ka|kem|kovi|kyně)|[Pp]oškozen(?:ý|á|ého|ému|ým|é|ou)|[Pp]achatel\\p{Ll}*|[Pp]odezřel(?:ý|á|ého|ému|ým|é|ou)|[Zz]adržen(?:ý|á|ého|ému|ým|é|ou)|[Mm]anžel(?:a|em|é|ka|ky|ku|kou|ů|i|ům)?|[Dd]ruh(?:em|a)|[Dd]ružk(?:a|y|u|ou)|[Dd]ěd(?:a|y|u|ou|ovi)|[Bb][aá]b(?:a|y|u|ou|ka|ky|ku|kou)|[Ss]trejd\\p{Ll}*|[Mm][aá]m(?:a|y|u|ou)|[Tt][aá]t(?:a|y|u|ou|ovi)|[Kk]luk(?:a|ovi|em)?|[Hh]olk(?:a|y|u|ou)|[Pp]řítel(?:e|em|i|kyně|kyni)?|[Mm]lad(?:ej|ýho|ýmu)|[Ss]tar(?:ej|ýho|ýmu)|mlad(?:ý|ého|ému|ým|á|é|ou)|[Rr]odin(?:a|y|ě|u|ou)|[Jj]menuj(?:e|í) se|[Jj]ménem|[Pp]říjmením?|[Nn]ezletil(?:ý|á|ého|ému|ým|é|ou)";
const people =
  "Rom|Romk|Romů|Romy|Romov|Čech|Češk|Ukrajin|Vietnam|Slovák|Slovenk|Vánoc|Velikonoc|Dušičk|Polák|Polk|Němec?k|Moravan|Sloven|Ruský|Syřan|Afghán|Mongol";
const offices =
  "Starost|Místostarost|Ředitel|Primátor|Ministr|Tajemn|Hejtman|Prezident|Velitel|Mentor|Asistent|Vedouc|Učitel|Doktor|Základn|Střední|Mateřsk|Speciáln|Charit|Azyl|Měst|Obec|Obc|Dom|Dům|Diakon|Člověk|Arm[áa]d|Polici|Nov[éý] |OSPOD|Úřad|Praktick|Gymnázi|Český|České|Česká|Škol|Nízkopr";
const notAPerson = `(?!(?:${people}|${offices}))`;
const word = `${notAPerson}\\p{Lu}\\p{Ll}+`;
const initials = "(?:\\p{Lu}\\. ?)*";

const rules: readonly RegExp[] = [
  new RegExp(`(?<!\\p{L})(?:${titles}) ?${initials}(?: ?${word}){1,2}`, "gu"),
  new RegExp(`(?<!\\p{L})(?:${titles}) \\p{Lu}\\.(?! ?\\p{L})`, "gu"),
  /(?<!\p{L})(?:PAN(?:A|U|EM|Í)?|SLEČNA) (?!(?:SPRÁV|STAROST|MÍSTOSTAROST|ŘEDITEL|UČITEL|ŠKOLN|VEDOU|DOMOVN|STRÁŽN|PRIMÁTOR|TAJEMN|VELITEL|MAJITEL|DOKTOR|VRÁTN|ASISTENT|MENTOR)\p{Lu}*)\p{Lu}{3,}/gu,
  /(?<!\p{L})(?:[Pp]an[aiu]?|[Pp]anem|[Pp]an[íi]) (?!\p{Ll}*(?:ník|nik|níkovi|níka|níkem|níku|dědeček|strýček|člověk)(?!\p{L}))(?!(?:ředitel|učitel|sociáln|městsk|česk|romsk|ukrajinsk|vysok|hezk|krátk|nízk|blízk)\p{Ll}*)\p{Ll}{2,}(?:[aá]k|[aáií]ček|sk[yý]|ck[yý]|ák[ou]v[ií]|ákem|akem|akovi)(?!\p{L})/gu,
  /(?<!\p{L})(?:pan[ií]|slečn[aouy]|pí) \p{Ll}{2,}ov(?:[aá]|[eé]|ou)(?!\p{L})/gu,
  new RegExp(`(?<!\\p{L})(?:${kin}) ${initials}${word}`, "gu"),
  new RegExp(`(?<!\\p{L})${first} ${word}(?<=\\p{Ll}{2})`, "gu"),
  new RegExp(`(?<!\\p{L})\\p{Lu}\\. ${notAPerson}\\p{Lu}\\p{Ll}{2,}`, "gu"),
  new RegExp(
    `(?<=(?<!(?<!\\p{L})(?:[Nn]a|[Vv]e?|[Dd]o|[Zz]e?|[Pp]o|[Pp]řes))(?:\\p{L}[,;]?|\\d[,;.]?|[(„:"]) ?)${notAPerson}\\p{Lu}\\p{Ll}{1,}(?:ová|ové|ovou|ákovi|ákem|ových|ovými|ovým|ovic)(?!\\p{L})`,
    "gu",
  ),
  new RegExp(
    `(?<=(?<!\\p{L})(?:[Uu]|[Oo]d|[Rr]odin\\p{Ll}+|[Mm]anžel\\p{Ll}+|[Ss]ourozenc\\p{Ll}+) )${notAPerson}\\p{Lu}\\p{Ll}{2,}ů(?:m)?(?!\\p{L})`,
    "gu",
  ),
  new RegExp(
    `(?<=(?<!\\p{L})(?:[Ss]|[Ss]e|[Pp]odle|[Oo]d|[Uu]|[Pp]ro) )${notAPerson}\\p{Lu}\\p{Ll}{2,}(?:ákem|íkem|áčkem|ečkem|áka|čkovou)(?!\\p{L})`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})${notAPerson}\\p{Lu}\\p{Ll}{2,}(?:[kcrlhnsdz]ovi|ovic) (?:z|ze|od|nad|pod|vedle|naproti|odnaproti|zase|zas|opět) `,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})\\p{Ll}{3,}ov[aá] (?:${stems.toLowerCase().split(",").join("|")})[aeiyu]\\p{Ll}{0,2}(?!\\p{L})`,
    "gu",
  ),
];

/** Streets, squares, schools and the like bear names of people: what stands behind their word names a place. */
const place =
  /(?:ulic\p{L}*|ul\.|náměst\p{L}*|nám\.|tříd\p{L}*|tř\.|nábřež\p{L}*|sídlišt\p{L}*|škol\p{L}*|ZŠ|MŠ|SŠ|SOU|gymnázi\p{L}*|park\p{L}*|most\p{L}*|kostel\p{L}*|kapl\p{L}*|stadion\p{L}*|sad\p{L}*|knihovn\p{L}*|nemocnic\p{L}*|divadl\p{L}*|domov\p{L}*|dom\p{L}*|dům|nadac\p{L}*|spol\p{L}*|zastávk\p{L}*|most\p{L}*|hotel\p{L}*|pension\p{L}*|restaurac\p{L}*|obchod\p{L}*|firm\p{L}*|hřišt\p{L}*|svat\p{L}+|sv\.|kolej\p{L}*|pomník\p{L}*|soch\p{L}*|muze\p{L}*) (?:\p{L}+\.? ){0,1}$/iu;
const placeBehind =
  /^,? (?:ulic\p{L}*|náměst\p{L}*|tříd\p{L}*|sídlišt\p{L}*|park\p{L}*|škol\p{L}*|nad |pod |u |nad\p{L}* |aktivit\p{L}*|služb\p{L}*|policie|hora|vary|lázně|les\b|rybník|potok|náměstí)/iu;
const towns = /(?:Třebov|Karlov|Ostrov|Rakovník|Janov|Mariánsk|Jablonec|Petrov|Františkov|Karlštejn|Jan[oů]v?\b Důl)/u;

/** Where names of people seem to stand in a plain text. */
export function names(text: string): Mark[] {
  return rules.flatMap((rule, index) =>
    [...text.matchAll(rule)].flatMap((found) => {
      const start = found.index;
      const end = start + found[0].length;
      const byTitle = index < 5;
      const before = text.slice(Math.max(0, start - 40), start);
      const behind = text.slice(end, end + 20);
      if (!byTitle && (place.test(before) || placeBehind.test(behind) || towns.test(found[0]))) return [];
      return [{ start, end }];
    }),
  );
}
