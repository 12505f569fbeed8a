"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Alert } from "@/components/ui/alert";
import { isControl } from "@/components/ui/command";
import { TextField } from "@/components/ui/text-field";
import { overruleField } from "@/lib/domain/guarded-fields";
import { typedFinds } from "@/lib/domain/typed-finds";

type Noticed = { under: Element; name: string; finds: ReturnType<typeof typedFinds> };

/**
 * What in the texts of the form around it looks like a person's data, said under each field while it is typed; nothing
 * leaves the page for it. asks: the server has found something, so the reason is asked for; it is left empty where the data
 * were taken out.
 */
export default function FormGuard({ verb, asks }: { verb: string; asks: boolean }): ReactNode {
  const t = useTranslations("common.personal");
  const place = useRef<HTMLSpanElement>(null);
  const [noticed, setNoticed] = useState<readonly Noticed[]>([]);
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => setNoticed(noticesOf(form, verb));
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(look, 400);
    };
    later();
    form.addEventListener("input", later);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", later);
    };
  }, [verb]);
  return (
    <>
      <span hidden ref={place} />
      {asks && (
        <Alert title={t("title")} tone="warn">
          <p className="mb-2">{t("explain")}</p>
          <TextField
            autoComplete="off"
            hint={t("reasonHint")}
            label={t("reason")}
            maxLength={300}
            name={overruleField}
            optional
          />
        </Alert>
      )}
      {noticed.map(({ under, name, finds }) =>
        createPortal(
          <p aria-live="polite" className="mt-1 text-sm wrap-anywhere">
            {finds.slice(0, 3).map(({ kind, said }, at) => (
              <span className="block" key={`${kind} ${String(at)}`}>
                {t(`kinds.${kind}`)} <mark className="rounded-sm bg-warn-wash px-1 text-ink">{said}</mark>
              </span>
            ))}
          </p>,
          under,
          name,
        ),
      )}
    </>
  );
}

function noticesOf(form: HTMLFormElement, verb: string): Noticed[] {
  return [...form.elements].flatMap((control) => {
    const under = control.closest("[data-field]");
    if (!isControl(control) || !under) return [];
    const finds = typedFinds(verb, control.name, control.value);
    return finds.length > 0 ? [{ under, name: control.name, finds }] : [];
  });
}
