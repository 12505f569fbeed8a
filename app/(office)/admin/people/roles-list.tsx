import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CommandForm } from "@/components/ui/command-form";
import type { HeldRole } from "@/db/queries/people";
import * as format from "@/lib/format";
import { RoleWord } from "./role-words";

/** The roles of a person, each with the button that ends it at once. */
export function RolesList({ roles, ends }: { roles: readonly HeldRole[]; ends: boolean }) {
  const t = useTranslations("people");
  const locale = useLocale();
  if (roles.length === 0) return <p>{t("noRole")}</p>;
  return (
    <ul className="divide-y divide-line">
      {roles.map((held) => (
        <li className="flex flex-wrap items-center justify-between gap-3 py-2" key={held.id}>
          <span>
            <RoleWord held={held} />
            <span className="block text-sm text-soft">{t("since", { day: format.day(held.validFrom, locale) })}</span>
          </span>
          {ends && (
            <CommandForm fixed={{ roleAssignmentId: held.id }} name="role.end">
              <Button size="sm" type="submit" variant="secondary">
                {t("endRole")}
              </Button>
            </CommandForm>
          )}
        </li>
      ))}
    </ul>
  );
}
