import { useTranslations } from "next-intl";
import { MunicipalityField } from "@/app/(office)/admin/organisation/municipality-field";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";

type Props = {
  /** What is offered as its name and its short name. */
  name?: string;
  slug?: string;
  /** Only a city, where a project is just being made for it. */
  cityOnly?: boolean;
  /** Where success leads; without it the page is shown anew. */
  redirectTo?: string;
};

/** A new city, or the ministry: its name, what it is called in addresses, its number and municipality. */
export function AddOrganisation({ name, slug, cityOnly, redirectTo }: Props) {
  const t = useTranslations("organisation");
  return (
    <CommandForm
      doneLabel={t("added")}
      fixed={cityOnly ? { kind: "city" } : undefined}
      name="organisation.add"
      redirectTo={redirectTo}
    >
      <div className="grid items-end gap-4 md:grid-cols-2">
        {!cityOnly && (
          <Select
            defaultValue="city"
            label={t("kind")}
            name="kind"
            options={(["city", "ministry"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        )}
        <TextField defaultValue={name} hint={t("nameHint")} label={t("name")} maxLength={200} name="name" />
        <TextField
          defaultValue={slug}
          hint={t("slugHint")}
          label={t("slug")}
          maxLength={60}
          name="slug"
          spellCheck={false}
        />
        <TextField hint={t("icoHint")} inputMode="numeric" label={t("ico")} maxLength={20} name="ico" optional />
        <MunicipalityField />
      </div>
      <div>
        <SubmitButton icon="plus">{t("add")}</SubmitButton>
      </div>
    </CommandForm>
  );
}
