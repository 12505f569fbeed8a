import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FilterForm } from "@/components/ui/filter-form";
import { Link } from "@/components/ui/link";
import { TextField } from "@/components/ui/text-field";
import type { PersonRow } from "@/db/queries/privacy";

type Props = {
  path: string;
  asked: string | undefined;
  people: readonly PersonRow[] | null;
  /** Asked for something too short to look for. */
  tooShort: boolean;
};

/** Accounts and assistants by a part of their name. */
export function FindCard({ path, asked, people, tooShort }: Props) {
  const t = useTranslations("privacy");
  return (
    <Card id="find" note={t("findNote")} title={t("find")}>
      <FilterForm action={path}>
        <TextField defaultValue={asked} label={t("query")} maxLength={100} minLength={2} name="q" />
        <div className="flex items-end">
          <Button icon="search" type="submit" variant="secondary">
            {t("search")}
          </Button>
        </div>
      </FilterForm>
      {tooShort && (
        <p className="mt-4 text-soft" role="status">
          {t("queryShort")}
        </p>
      )}
      {people?.length === 0 && <p className="mt-4 text-soft">{t("nobody")}</p>}
      {people && people.length > 0 && (
        <ul className="mt-4">
          {people.map(({ kind, id, name, detail, organisation }) => (
            <li
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t py-2"
              key={id}
            >
              <span className="min-w-0 wrap-anywhere">
                <b className="font-medium">{name}</b> <Badge>{t(`kinds.${kind}`)}</Badge>
                <span className="block text-sm text-soft">
                  {detail} · {organisation}
                </span>
              </span>
              <Link
                aria-label={`${t("open")}: ${name}`}
                className="inline-flex items-center thumb:min-h-11"
                href={`${path}?kind=${kind}&id=${id}`}
              >
                {t("open")}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
