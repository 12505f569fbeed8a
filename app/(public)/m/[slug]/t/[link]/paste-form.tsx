"use client";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { TextArea } from "@/components/ui/text-field";
import { type Member, type PastedPerson, readPeople } from "@/lib/import/people";
import type { SiteChoice, Typed } from "../../registration-fields";
import { RoleField, SiteFields } from "./forms";

type Props = {
  fixed: Readonly<Record<string, string>>;
  page: string;
  typed: Typed;
  sites: readonly SiteChoice[];
  members: readonly Member[];
} & Pick<ComponentProps<typeof CommandForm>, "refused">;

/**
 * People out of a spreadsheet. What becomes of each row stands under the text as soon as it is there; only what the button
 * names is entered. Without scripts the first press shows the rows, the second enters them.
 */
export function PasteForm({ fixed, page, typed, sites, members, refused }: Props) {
  const t = useTranslations("cityTeam");
  const [text, setText] = useState(typed.paste?.[0] ?? "");
  const [another, setAnother] = useState<readonly number[]>((typed.another ?? []).map(Number));
  const people = text.trim() === "" ? [] : readPeople(text, members, another);
  const count = people.filter(({ fate }) => fate === "new").length;
  const choose = (row: number, chosen: boolean) =>
    setAnother((before) => [...before.filter((other) => other !== row), ...(chosen ? [row] : [])]);
  return (
    <CommandForm
      doneLabel={t("pasted")}
      fixed={fixed}
      name="member.paste"
      onDone={() => {
        setText("");
        setAnother([]);
      }}
      page={page}
      refused={refused}
      resets
      submitLabel={count > 0 ? t("pasteDo", { count }) : t("pasteCheck")}
    >
      <TextArea
        defaultValue={text}
        hint={t("pasteHint")}
        label={t("pasteText")}
        name="paste"
        onChange={(event) => setText(event.currentTarget.value)}
        rows={8}
        spellCheck={false}
      />
      <RoleField hint={t("pasteRoleHint")} label={t("pasteRole")} typed={typed} />
      <SiteFields sites={sites} typed={typed} />
      {people.length > 0 && <Preview another={another} choose={choose} people={people} />}
      {count > 0 && <input data-kind="number" name="expected" readOnly type="hidden" value={count} />}
    </CommandForm>
  );
}

function Preview({
  people,
  another,
  choose,
}: {
  people: readonly PastedPerson[];
  another: readonly number[];
  choose: (row: number, chosen: boolean) => void;
}) {
  const t = useTranslations("cityTeam");
  return (
    <section aria-live="polite">
      <h3 className="mb-2">{t("preview")}</h3>
      <ul className="grid gap-2">
        {people.map(({ row, text, name, email, fate }) => (
          <li className="rounded-md border border-line px-3 py-2" key={row}>
            <p className="flex flex-wrap gap-x-3">
              <span className="text-soft">{t("row", { row })}</span>
              <span className="min-w-0 flex-1 wrap-anywhere">
                {fate === "heading" ? text : [name, email].filter(Boolean).join(", ") || text}
              </span>
            </p>
            <p
              className={
                fate === "new" ? "text-good" : fate === "heading" || fate === "unchanged" ? "text-soft" : "text-warn"
              }
            >
              {t(`fates.${fate}`)}
            </p>
            {(fate === "twin" || fate === "knownAddress" || another.includes(row)) && (
              <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
                <input
                  checked={another.includes(row)}
                  className="mt-0.5 size-5 shrink-0 accent-action"
                  name="another[]"
                  onChange={(event) => choose(row, event.currentTarget.checked)}
                  type="checkbox"
                  value={row}
                />
                <span>{t("another")}</span>
              </label>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
