/** What mentors write beside the counts; no names, no addresses. */
export const notes: [string, ...string[]] = [
  "Klidná směna, bez mimořádných událostí.",
  "Domluva dětem u přechodu, rodiče informováni školou.",
  "Nepořádek u kontejnerů nahlášen technickým službám.",
  "Rozbité sklo na dětském hřišti, předáno k úklidu.",
  "Hlasitá hudba, po domluvě ztišena.",
  "Spor o parkování před domem, po rozhovoru uklidněno.",
  "Pomoc s vyplněním žádosti na úřadu práce.",
  "Upozornění na volné pobíhání psů.",
  "Skupina mladistvých vyzvána k odchodu z prostoru herny.",
  "Rodina odkázána na dluhovou poradnu.",
  "Nefunkční osvětlení ve vchodu, nahlášeno správci.",
  "Seniorka doprovozena k lékaři.",
  "Doporučeno předat sociálnímu odboru k dalšímu řešení.",
  "Zvýšený pohyb osob po akci v kulturním domě.",
  "Společná pochůzka s hlídkou městské policie.",
  "Odložený objemný odpad, vlastník vyzván k odvozu.",
  "Žáci mimo školu v době vyučování, předáni škole.",
  "Přednáška v nízkoprahovém klubu o bezpečném chování.",
  "Kontrola okolí nádraží, bez závad.",
  "Rozhovor s obyvateli domu o domovním řádu.",
];

/** The same of a day of training. */
export const trainingNotes: [string, ...string[]] = [
  "Celý tým přítomen, podklady rozdány.",
  "Nácvik rozhovorů ve dvojicích.",
  "Z dotazů vzešlo téma na příští supervizi.",
];

type Receiver = "municipal-police" | "state-police" | "social-department" | "other";
export const handedTo: [Receiver, ...Receiver[]] = [
  "municipal-police",
  "municipal-police",
  "municipal-police",
  "social-department",
  "social-department",
  "state-police",
  "other",
];

/** Why a manager returns a shift: a code and the sentence to the mentor. */
export const returns = [
  { reason: "counts", note: "Počty u veřejného pořádku neodpovídají listu docházky, prosím opravit." },
  { reason: "incomplete", note: "Chybí vysvětlení, komu byla událost předána." },
];
