import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { Place } from "@/db/queries/people";
import { rolesToGive } from "@/lib/domain/organisation";

type Props = { places: readonly Place[]; today: string; admin: boolean };

/** Which role, where and until when. */
export function RoleFields({ places, today, admin }: Props) {
  const t = useTranslations("people");
  const tRoles = useTranslations("roles");
  const roles = rolesToGive(
    places.map(({ kind }) => kind),
    admin,
  );
  const projects = places.flatMap(({ name, projects: own }) =>
    own.map((project) => ({ value: project.id, label: places.length > 1 ? `${name}: ${project.name}` : project.name })),
  );
  return (
    <>
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
      {projects.length > 0 && (
        <Select
          hint={t("projectHint")}
          label={t("project")}
          name="projectId"
          optional
          options={projects}
          placeholder={t("wholeOrganisation")}
        />
      )}
      <DateField hint={t("validToHint")} label={t("validTo")} min={today} name="validTo" optional today={today} />
    </>
  );
}
