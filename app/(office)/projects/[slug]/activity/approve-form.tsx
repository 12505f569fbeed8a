"use client";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { FormContext } from "@/components/ui/form-context";
import { FormOutcome } from "@/components/ui/form-outcome";
import { useScripted } from "@/components/ui/scripted";
import type { ActivityRow } from "@/db/queries/activity-list";
import { day, hours, number } from "@/lib/format";
import { ReturnQuestion, StandsOut } from "./approve-parts";

type Row = Pick<
  ActivityRow,
  "id" | "version" | "happenedOn" | "people" | "together" | "contacts" | "counts" | "note" | "clashes"
>;

type ApproveProps = {
  rows: readonly Row[];
  /** How many of each kind, by its code, a shift of the project usually has. */
  usual: Readonly<Record<string, number>>;
  /** Why records may be returned, by the catalogue. */
  reasons: readonly { code: string; name: string }[];
  path: string;
  children: ReactNode;
};

/**
 * Approves the ticked shifts of the table inside, all at once or none, or returns them for one reason. What they add up to
 * stands beside the buttons; before it is done it is asked once, with what stands out, the notes and the shifts that would
 * count somebody twice.
 */
export function ApproveForm({ rows, usual, reasons, path, children }: ApproveProps) {
  const t = useTranslations("approve");
  const locale = useLocale();
  const scripted = useScripted();
  const box = useRef<HTMLDivElement>(null);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState(false);
  const boxes = () => [...(box.current?.querySelectorAll<HTMLInputElement>("input[name='activities[]']") ?? [])];
  const read = () => {
    const ids = boxes()
      .filter(({ checked }) => checked)
      .map(({ dataset }) => dataset.id ?? "");
    setTicked(ids);
    setAsked(true);
    return ids.length > 0;
  };
  const tickAll = () => {
    const all = boxes();
    const on = all.some(({ checked }) => !checked);
    for (const item of all) item.checked = on;
    read();
  };
  const chosen = rows.filter(({ id }) => ticked.includes(id));
  const count = chosen.length;
  const sums = {
    count,
    hours: hours(
      chosen.reduce((sum, { together }) => sum + together, 0),
      locale,
    ),
    contacts: number(
      chosen.reduce((sum, { contacts }) => sum + contacts, 0),
      locale,
    ),
  };
  const begin = () => {
    setTicked([]);
    setAsked(false);
  };
  const form = (
    <CommandForm className="contents!" doneLabel={t("done", sums)} name="activity.approve" onDone={begin} placesOutcome>
      <div className="no-print flex flex-wrap items-center gap-2 px-4 sm:px-6">
        {scripted ? (
          <Dialog
            onOpen={read}
            title={t("title", { count })}
            trigger={{ label: t("approve"), icon: "check", size: "sm", variant: "primary" }}
          >
            {(close) => <Question close={close} path={path} rows={chosen} sums={sums} usual={usual} />}
          </Dialog>
        ) : (
          <SubmitButton icon="check" size="sm">
            {t("approve")}
          </SubmitButton>
        )}
        <Button onClick={tickAll} size="sm" variant="quiet">
          {t("all")}
        </Button>
        <Beside asked={asked} sums={sums} />
      </div>
      <div className="order-last" onChange={read} ref={box}>
        {children}
      </div>
    </CommandForm>
  );
  // Returning is a form of its own, and forms do not stand in each other: it only looks as if it stood between.
  return (
    <div className="flex flex-col gap-4">
      {form}
      {scripted && (
        <div className="no-print -mt-2 px-4 sm:px-6">
          <Dialog
            onOpen={read}
            title={t("returnTitle", { count })}
            trigger={{ label: t("return"), icon: "returned", size: "sm", variant: "secondary" }}
          >
            {(close) => <ReturnQuestion close={close} onDone={begin} reasons={reasons} rows={chosen} />}
          </Dialog>
        </div>
      )}
    </div>
  );
}

type Sums = { count: number; hours: string; contacts: string };

/** What is ticked, what is wrong with the press, or what the last one did. */
function Beside({ sums, asked }: { sums: Sums; asked: boolean }) {
  const t = useTranslations("approve");
  const { outcome } = useContext(FormContext);
  const done = outcome?.phase === "done" && sums.count === 0 && !asked ? outcome.sentence : undefined;
  return (
    <p aria-live="polite" className={cx("text-sm", done ? "text-good" : "text-soft")}>
      {done ?? (sums.count > 0 ? t("sums", sums) : t(asked ? "nothing" : "hint"))}
    </p>
  );
}

type QuestionProps = {
  rows: readonly Row[];
  usual: ApproveProps["usual"];
  sums: Sums;
  path: string;
  close: () => void;
};

function Question({ rows, usual, sums, path, close }: QuestionProps) {
  const t = useTranslations("approve");
  const locale = useLocale();
  const { outcome } = useContext(FormContext);
  const done = outcome?.phase === "done";
  useEffect(() => {
    if (outcome?.phase === "done") close();
  }, [outcome, close]);
  const clashing = rows.flatMap((row) => row.clashes.map((other) => ({ row, other })));
  const noted = rows.filter(({ note }) => note?.trim());
  return (
    <div className="flex flex-col gap-4">
      <p className="text-lg">{t("sums", sums)}</p>
      {clashing.length > 0 && (
        <Alert title={t("clashes", { count: clashing.length })} tone="warn">
          <ul className="list-disc pl-5 text-sm">
            {clashing.map(({ row, other }) => (
              <li key={`${row.id}${other.id}`}>
                {t("clash", { day: day(row.happenedOn, locale), people: other.people.join(", ") })}{" "}
                <a href={`${path}/${other.id}`} rel="noreferrer" target="_blank">
                  {t("other", { day: day(other.on, locale), from: other.startsAt, to: other.endsAt })}
                </a>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <StandsOut rows={rows} usual={usual} />
      {noted.length > 0 && (
        <section className="flex flex-col gap-2">
          <h3>{t("notes", { count: noted.length })}</h3>
          <ul className="flex max-h-64 flex-col gap-2 overflow-y-auto text-sm">
            {noted.map(({ id, happenedOn, people, note }) => (
              <li className="border-l-2 border-line pl-3" key={id}>
                <span className="text-soft">
                  {day(happenedOn, locale)}, {people.join(", ")}
                </span>
                <p className="wrap-anywhere whitespace-pre-line">{note}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="text-sm text-soft">{t("hint")}</p>
      {!done && <FormOutcome />}
      <div className="flex flex-wrap gap-3">
        <SubmitButton icon="check">{t("confirm", { count: sums.count })}</SubmitButton>
        <Button onClick={close} variant="quiet">
          {t("back")}
        </Button>
      </div>
    </div>
  );
}
