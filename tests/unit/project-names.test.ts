import { expect, test } from "vitest";
import { projectNames } from "@/lib/domain/project-names";

const project = (slug: string, more: object = {}) => ({
  slug,
  name: "Asistenti prevence kriminality",
  organisation: "Sokolov",
  registrationNumber: null,
  ...more,
});

test("two projects of one city that are called alike are told apart by number, or by address", () => {
  const numbered = project("sokolov-2", { registrationNumber: "CZ.03.02.01/00/22_004/0001234" });
  expect([...projectNames([project("sokolov"), numbered])]).toEqual([
    ["sokolov", "Asistenti prevence kriminality (sokolov)"],
    ["sokolov-2", "Asistenti prevence kriminality (CZ.03.02.01/00/22_004/0001234)"],
  ]);
});

test("one of a name, and those of two cities, keep it as it is", () => {
  const names = projectNames([
    project("sokolov"),
    project("jirkov", { organisation: "Jirkov" }),
    project("sokolov-2", { name: "Bezpečnější Sokolov" }),
  ]);
  expect([...names.values()]).toEqual([
    "Asistenti prevence kriminality",
    "Asistenti prevence kriminality",
    "Bezpečnější Sokolov",
  ]);
});
