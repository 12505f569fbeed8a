import { expect, test } from "vitest";
import { readAddresses } from "@/lib/domain/round-invitation";

test("addresses are taken out of whatever was pasted, each once, with what stands before it", () => {
  const text = [
    "Jirkov;podatelna@jirkov.cz",
    "Město Sokolov <Podatelna@Sokolov.cz>, Jana Nová <jana@sokolov.cz>",
    "mailto:info@obec.cz.",
    "podatelna@jirkov.cz",
    "nic, a@, @b.cz, a@b",
  ].join("\r\n");
  expect(readAddresses(text)).toEqual([
    { email: "podatelna@jirkov.cz", label: "Jirkov" },
    { email: "podatelna@sokolov.cz", label: "Město Sokolov" },
    { email: "jana@sokolov.cz", label: "Jana Nová" },
    { email: "info@obec.cz", label: "" },
  ]);
  expect(readAddresses("")).toEqual([]);
});
