import type { CatalogueName } from "@/lib/domain/catalogue";
import { czechHolidays } from "@/lib/domain/holiday";
import { factorSetting } from "@/lib/domain/second-factor";
import type { SettingKey, SettingValue } from "@/lib/domain/setting";

/** From when the standard catalogues hold. */
export const standardFrom = "2021-01-01";

const nsp = "Národní soustava povolání, karta Asistent prevence kriminality";
const s005 = "katalog.pravonadetstvi.cz, opatření S005";
const rakovnik = "mesto-rakovnik.cz, městská policie – prevence";
const vimperk = "mp.vimperk.cz";
const most = "parlamentnilisty.cz, zpráva o asistentech v Mostě-Chanově";

/** The catalogue of what assistants do: code, Czech, English, whether its count is of people talked to, source. */
export const standardKinds: readonly [string, string, string, boolean, string][] = [
  ["school-supervision", "Dohled u škol a přechodů", "Watch at schools and crossings", false, `${nsp}; ${s005}`],
  ["truancy", "Záškoláctví", "Truancy", true, `${most}; cíl projektu Jirkov`],
  ["patrol", "Pochůzka v lokalitě", "Patrol in the locality", false, `${s005}; ${most}`],
  ["public-order", "Veřejný pořádek a soužití", "Public order and coexistence", true, `${nsp}; ${rakovnik}`],
  ["neighbour-disputes", "Sousedské spory a mediace", "Neighbour disputes and mediation", true, `${nsp}; ${vimperk}`],
  ["bylaws", "Dohled nad vyhláškami", "Watch over municipal bylaws", true, vimperk],
  ["youth-in-bars", "Herny, bary a mládež", "Gaming rooms, bars and minors", true, `${nsp}; ${s005}`],
  ["counselling", "Poradenství a zprostředkování", "Advice and referral", true, `${nsp}; ${vimperk}`],
  ["institutions", "Dohled v institucích", "Watch in public offices", false, `${rakovnik}; ${most}`],
  ["cooperation", "Spolupráce s dalšími subjekty", "Cooperation with others", false, nsp],
  ["incident-report", "Hlášení závady nebo události", "Report of a defect or incident", false, nsp],
  ["preventive-event", "Preventivní akce a kluby", "Preventive events and clubs", true, most],
];

const unverified = "Běžná praxe; text pravidel OPZ+ nebyl ověřen";
/** What rules and warnings use: key, value, source, verified. */
export const standardSettings: readonly [SettingKey, SettingValue, string, "yes" | "no"][] = [
  ["warning.drawdown_deviation_percent", 10, "Nastavení provozovatele", "no"],
  ["warning.days_without_activity", 5, "Nastavení provozovatele", "no"],
  ["warning.due_soon_days", 30, "Nastavení provozovatele", "no"],
  ["warning.vacancy_days", 30, "Nastavení provozovatele", "no"],
  ["warning.source_difference_halere", 1, "Dopočet podle sazby smí být o haléř jiný než zveřejněná částka", "yes"],
  ["registration.network_hour", 60, "Volba aplikace: celý úřad za jednou adresou se přihlásí najednou", "no"],
  ["registration.meeting_ten_minutes", 300, "Volba aplikace: víc než celé setkání za deset minut není obvyklé", "no"],
  ["assessment.gain_points", 10, "Nastavení provozovatele: nejmenší zlepšení v oblasti (stupnice 0–100)", "no"],
  ["assessment.areas_needed", 2, "Projekt Sokolov, cíl č. 1: nejméně dvě z pěti oblastí", "yes"],
  [
    "training.due_months",
    6,
    "Ostrov: školení nejméně dvakrát ročně (parlamentnilisty.cz); celostátní pravidlo nenalezeno",
    "no",
  ],
  ["support.threshold_hours", 40, "Řídicí orgán v klubu výzvy 03_22_018 (esfcr.cz, otázka 18704287)", "yes"],
  ["period.months", 6, "Půlroční sledované období podle veřejného příkladu; rozhoduje právní akt", "no"],
  ["period.report_due_days", 30, unverified, "no"],
  ["period.final_report_due_days", 60, unverified, "no"],
  ["claim.payment_days", 80, "Nařízení (EU) 2021/1060, čl. 74 odst. 1", "yes"],
  ["claim.advance_percent", 30, "Veřejný příklad výpočtu první zálohy; skutečná záloha není zveřejněna", "no"],
  [
    "budget.flat_rate_percent",
    40,
    "Řídicí orgán v klubu výzvy 054 (esfcr.cz, otázka 20106946): paušál 40 % v OPZ+ je",
    "yes",
  ],
  ["budget.transfer_percent", 20, "OPZ 2014–2020: přesun mezi kapitolami; pro OPZ+ neověřeno", "no"],
  ["retention.years", 10, "Běžná lhůta archivace; neověřeno", "no"],
  [
    "retention.payroll_years",
    30,
    "Běžná lhůta pro mzdové listy; zákon č. 563/1991 Sb., § 31 ji má delší, neověřeno",
    "no",
  ],
  ["retention.access_log_months", 12, "Nastavení provozovatele: záznam o nahlížení se drží rok", "no"],
  ["retention.mail_months", 12, "Nastavení provozovatele", "no"],
  ["retention.job_days", 30, "Nastavení provozovatele", "no"],
  ["retention.command_months", 12, "Nastavení provozovatele: tak dlouho se pozná opakované odeslání", "no"],
  ["holiday.fixed", [...czechHolidays.fixed], "Zákon č. 245/2000 Sb.", "yes"],
  ["holiday.easter", [...czechHolidays.easter], "Zákon č. 245/2000 Sb.: Velký pátek a Velikonoční pondělí", "yes"],
  ["upload.max_bytes", 26_214_400, "Nastavení provozovatele: 25 MiB", "yes"],
  ["meeting.mails_wait_minutes", 10, "Nastavení provozovatele", "no"],
  [
    "meeting.mails_per_minute",
    30,
    "Poštovní relé úřadů berou kolem 30 e-mailů za minutu; rozhoduje vlastní relé",
    "no",
  ],
  ["meeting.reminder_days", 7, "Nastavení provozovatele", "no"],
  ["allocation.weight_assistant", 3, "Dopis MV-11638-4/OPK-2025: tým, který se skládá především z APK", "yes"],
  ["allocation.weight_mentor", 2, "Volba aplikace: podle role, asistenti především", "no"],
  ["allocation.weight_supervisor", 2, "Volba aplikace: podle role, asistenti především", "no"],
  ["allocation.weight_municipal_police", 2, "Volba aplikace: podle role, asistenti především", "no"],
  ["allocation.weight_project", 2, "Volba aplikace: podle role, asistenti především", "no"],
  ["allocation.weight_police", 1, "Volba aplikace: podle role, asistenti především", "no"],
  ["allocation.weight_other", 1, "Volba aplikace: podle role, asistenti především", "no"],
  [factorSetting, "required", "OWASP ASVS 5.0, 6.3.3: účty, které vidí peníze nebo osobní údaje", "no"],
];

export type StandardItem = {
  catalogue: CatalogueName;
  code: string;
  nameCs: string;
  nameEn: string;
  source: string;
  verified: boolean;
  unit?: string;
  indicatorKind?: "output" | "result" | "own";
};

const own = "Nastavení provozovatele";
const reason = (code: string, nameCs: string, nameEn: string): StandardItem => ({
  catalogue: "return-reason",
  code,
  nameCs,
  nameEn,
  source: own,
  verified: false,
});
const unseen = "Obecná znalost OPZ; seznam indikátorů výzvy 03_22_018 nebyl nalezen, ověřte podle výzvy";
const answered = "Řídicí orgán v klubu výzvy 03_22_018 (esfcr.cz, otázka 18704287)";
const others = "Kód užívají dva projekty téhož cíle OPZ+ (výzva 03_25_106); název nebyl vidět, ověřte podle výzvy";
const indicator = (
  code: string,
  nameCs: string,
  nameEn: string,
  indicatorKind: "output" | "result",
  unit: string,
  [source, verified]: [string, boolean] = [unseen, false],
): StandardItem => ({
  catalogue: "indicator",
  code,
  nameCs,
  nameEn,
  source,
  verified,
  unit,
  indicatorKind,
});

/** Why a shift is returned, indicators of the programme. */
export const standardItems: readonly StandardItem[] = [
  reason("counts", "Nesouhlasí počty", "The counts do not agree"),
  reason("people", "Nesouhlasí lidé", "The people do not agree"),
  reason("time", "Nesouhlasí čas", "The time does not agree"),
  reason("incomplete", "Něco chybí", "Something is missing"),
  reason("other", "Jiný důvod", "Another reason"),
  indicator("600000", "Celkový počet účastníků", "Total number of participants", "output", "osoby", [answered, true]),
  indicator(
    "625000",
    "Účastníci v procesu vzdělávání nebo odborné přípravy po ukončení své účasti",
    "Participants in education or training after leaving",
    "result",
    "osoby",
  ),
  indicator(
    "626000",
    "Účastníci, kteří získali kvalifikaci po ukončení své účasti",
    "Participants who gained a qualification after leaving",
    "result",
    "osoby",
  ),
  indicator(
    "627000",
    "Zaměstnaní účastníci po ukončení své účasti",
    "Participants in employment after leaving",
    "result",
    "osoby",
  ),
  indicator("670031", "Kapacita podpořených služeb", "Capacity of supported services", "output", "místa", [
    others,
    false,
  ]),
  indicator("670102", "Využívání podpořených služeb", "Use of supported services", "result", "osoby", [answered, true]),
];
