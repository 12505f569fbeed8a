"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { attendeeRoles } from "@/lib/domain/registration";

export type Came = { name: string; role: string; municipality: string };

/** Somebody who came without a registration: who, as what, where from. */
export function WalkInForm({ onCame }: { onCame: (person: Came) => Promise<boolean> }) {
  const t = useTranslations("checkIn");
  const tRole = useTranslations("registration.roles");
  const id = useId();
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const text = (name: string) => String(typed.get(name) ?? "").trim();
    if (!text("name")) return;
    if (await onCame({ name: text("name"), role: text("role"), municipality: text("municipality") })) form.reset();
  };
  return (
    <details className="rounded-md border border-line bg-card px-4 py-2">
      <summary className="min-h-11 py-2 font-medium">{t("walkIn")}</summary>
      <form className="grid gap-3 pb-3" onSubmit={send}>
        <p className="text-sm text-soft">{t("walkInNote")}</p>
        <label className="grid gap-1" htmlFor={`${id}-name`}>
          <span className="font-medium">{t("name")}</span>
          <input autoComplete="off" className="control" id={`${id}-name`} maxLength={200} name="name" required />
        </label>
        <label className="grid gap-1" htmlFor={`${id}-role`}>
          <span className="font-medium">{t("role")}</span>
          <select className="control" id={`${id}-role`} name="role">
            {attendeeRoles.map((role) => (
              <option key={role} value={role}>
                {tRole(role)}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1" htmlFor={`${id}-municipality`}>
          <span className="font-medium">{t("municipality")}</span>
          <input autoComplete="off" className="control" id={`${id}-municipality`} maxLength={120} name="municipality" />
        </label>
        <Button icon="plus" type="submit" variant="secondary">
          {t("walkInAdd")}
        </Button>
      </form>
    </details>
  );
}
