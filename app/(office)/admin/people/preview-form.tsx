import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Select } from "@/components/ui/text-field";
import type { Place } from "@/db/queries/people";
import { rolesToGive } from "@/lib/domain/organisation";

/** Looks at the product as a role does; nothing can be written so. */
export function PreviewForm({ places, admin }: { places: readonly Place[]; admin: boolean }) {
  const t = useTranslations("people");
  const tRoles = useTranslations("roles");
  const roles = rolesToGive(
    places.map(({ kind }) => kind),
    admin,
  );
  return (
    <Card id="preview" note={t("previewNote")} title={t("preview")}>
      <CommandForm className="max-w-3xl" doneLabel={null} name="view.preview" redirectTo="/">
        <div className="grid items-end gap-4 md:grid-cols-[1fr_1fr_auto]">
          <Select
            defaultValue={places.length === 1 ? places[0]?.id : undefined}
            label={t("organisation")}
            name="organisationId"
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder={places.length === 1 ? undefined : t("choose")}
          />
          <Select
            label={t("role")}
            name="role"
            options={roles.map((role) => ({ value: role, label: tRoles(role) }))}
            placeholder={t("choose")}
          />
          <Button type="submit" variant="secondary">
            {t("previewStart")}
          </Button>
        </div>
      </CommandForm>
    </Card>
  );
}
