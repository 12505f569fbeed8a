import { practiceDecisions, practices } from "@/db/schema/practices";
import { type Batch, batch } from "../put";
import { stream } from "../random";

type Told = {
  municipalityCode: string;
  kind: "good" | "bad";
  topic: string;
  title: string;
  happened: string;
  lesson: string;
  state: "sent" | "published" | "returned";
  note?: string;
};

/** What cities told for the exchange: invented, as towns of this kind might tell it. */
const told: readonly Told[] = [
  {
    municipalityCode: "567256",
    kind: "good",
    topic: "school",
    title: "Ranní dohled u školy pomohl proti záškoláctví",
    happened:
      "Dvojice asistentů stála dva měsíce každé ráno u vchodu do školy a u zastávky. Domluvili jsme se se školou, že do devíti hodin volá, kdo chybí, a asistenti zašli za rodinou ještě dopoledne. Neomluvených hodin ubylo asi o třetinu.",
    lesson: "Funguje to, jen když škola volá týž den. Rodiče musí dopředu vědět, že asistent nepřichází trestat.",
    state: "published",
  },
  {
    municipalityCode: "567027",
    kind: "bad",
    topic: "housing",
    title: "Úklid domu bez domluvy s vlastníkem nevydržel",
    happened:
      "S nájemníky jsme za víkend vyklidili sklepy a dvůr. Vlastník ale nepřistavil kontejner včas a odpad tam ležel tři týdny. Lidé, kteří pomáhali, příště nepřišli.",
    lesson: "Nejdřív písemná dohoda s vlastníkem a technickými službami, pak teprve svolat lidi.",
    state: "published",
  },
  {
    municipalityCode: "598917",
    kind: "good",
    topic: "neighbours",
    title: "Hodina pro sousedy jednou týdně na dvoře",
    happened:
      "Každou středu odpoledne jsou dva asistenti na stejném místě na dvoře. Chodí za nimi lidé z obou stran sporu o hluk. Po čtvrt roce se stížnosti na linku městské policie snížily.",
    lesson: "Pevný čas a místo je víc než častější, ale nepravidelná pochůzka.",
    state: "published",
  },
  {
    municipalityCode: "562971",
    kind: "bad",
    topic: "debts",
    title: "Leták o dluhové poradně skoro nikdo nepoužil",
    happened:
      "Rozdali jsme čtyři stovky letáků s adresou poradny. Za dva měsíce přišly na letáky tři rodiny. Když asistent lidi do poradny doprovodil, přišlo jich za stejnou dobu čtrnáct.",
    lesson: "Doprovod je účinnější než papír. Letáky nechte na úřadě, ne ve schránkách.",
    state: "published",
  },
  {
    municipalityCode: "511021",
    kind: "good",
    topic: "cooperation",
    title: "Krátká společná porada s Policií ČR před víkendem",
    happened:
      "V pátek ve dvě hodiny se na dvacet minut sejde mentor, vedoucí obvodního oddělení a sociální pracovnice. Projdou místa, kde se čeká neklid, a rozdělí si je.",
    lesson: "Dvacet minut stačí, když má porada pevný seznam míst a nikdo na ní neřeší jednotlivé lidi.",
    state: "published",
  },
  {
    municipalityCode: "554804",
    kind: "bad",
    topic: "team",
    title: "Nový asistent sám na nejtěžší trase",
    happened:
      "Kvůli nemocem šel nový kolega druhý týden sám na trasu, kde se už předtím křičelo. Vrátil se vystrašený a za měsíc skončil.",
    lesson: "První tři měsíce nikdy sám. Raději vynechat trasu než ztratit člověka.",
    state: "sent",
  },
  {
    municipalityCode: "560286",
    kind: "good",
    topic: "crisis",
    title: "Dohoda, kdo mluví, když se sejde dav",
    happened:
      "Po jednom konfliktu jsme si určili, že s davem mluví jen jeden člověk a ostatní drží odstup. Při dalším shromáždění se situace uklidnila do půl hodiny.",
    lesson: "Role si určete předem a jednou za měsíc si je zkuste nanečisto.",
    state: "sent",
  },
  {
    municipalityCode: "563102",
    kind: "bad",
    topic: "addiction",
    title: "Jehly na hřišti",
    happened: "Opakovaně jsme nacházeli jehly na hřišti.",
    lesson: "Nevíme.",
    state: "returned",
    note: "Doplňte prosím, co jste zkusili a s kým jste to řešili, aby z toho ostatní něco měli.",
  },
];

/** The exchange of practice of a meeting: mostly published, two texts wait for the organiser, one went back. */
export function practiceBatches({
  organiserId,
  people,
  ...own
}: {
  organisationId: string;
  meetingId: string;
  organiserId: string;
  people: readonly (string | undefined)[];
}): Batch[] {
  const ids = stream("meeting:spring-2025:practices");
  const rows = told.map((text, index) => ({ ...text, id: ids.uuid(), person: people[index * 7], at: at(index, "09") }));
  const decisions = rows.flatMap(({ id, state, note, at: sentAt }, index) => [
    { ...own, practiceId: id, decision: "sent", decidedAt: sentAt, reason: null, note: "", decidedBy: null },
    ...(state === "sent"
      ? []
      : [
          {
            ...own,
            practiceId: id,
            decision: state,
            decidedAt: at(index, "15"),
            reason: state === "returned" ? "unclear" : null,
            note: note ?? "",
            decidedBy: organiserId,
          },
        ]),
  ]);
  return [
    batch(
      practices,
      rows.map(({ person, note: _, at: sentAt, ...text }, index) => ({
        ...own,
        ...text,
        registrationId: person,
        sentAt,
        publishedAt: text.state === "published" ? at(index, "15") : null,
      })),
    ),
    batch(
      practiceDecisions,
      decisions.map((decision) => ({ id: ids.uuid(), ...decision })),
    ),
  ];
}

/** A morning or an afternoon before the demo's day. */
const at = (index: number, hour: string) => `2025-02-${String(7 + (index % 7)).padStart(2, "0")}T${hour}:10:00+01:00`;
