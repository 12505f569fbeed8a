import type { Role } from "./actor";

/** The demo's accounts, one a role first; all people are invented and share one generated password. */
export const demoAccounts: readonly { email: string; role: Role; city: string | null; main: boolean }[] = [
  { email: "mentor@sokolov.example", role: "mentor", city: "Sokolov", main: true },
  { email: "manager@sokolov.example", role: "manager", city: "Sokolov", main: true },
  { email: "finance@sokolov.example", role: "finance", city: "Sokolov", main: true },
  { email: "auditor@mv.example", role: "auditor", city: null, main: true },
  { email: "organiser@mv.example", role: "organiser", city: null, main: true },
  { email: "admin@hlidka.example", role: "admin", city: null, main: true },
  { email: "mentor@jirkov.example", role: "mentor", city: "Jirkov", main: false },
  { email: "manager@jirkov.example", role: "manager", city: "Jirkov", main: false },
  { email: "finance@jirkov.example", role: "finance", city: "Jirkov", main: false },
  { email: "mentor@ukazkov.example", role: "mentor", city: "Ukázkov", main: false },
  { email: "manager@ukazkov.example", role: "manager", city: "Ukázkov", main: false },
  { email: "finance@ukazkov.example", role: "finance", city: "Ukázkov", main: false },
  { email: "dpo@sokolov.example", role: "dpo", city: "Sokolov", main: false },
];
