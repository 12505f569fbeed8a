import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { Gain } from "@/lib/domain/assessment";
import * as format from "@/lib/format";
import type { OverviewView } from "./overview-view";

/** Those in posts × training areas: the gain against the entry assessment, and who has enough areas. */
export function GoalMatrix({ rows, figures: { matrix }, link }: OverviewView) {
  const t = useTranslations("overview.matrix");
  const { areas } = rows.assessments;
  const needed = rows.facts.settings["assessment.areas_needed"] ?? 2;
  const points = rows.facts.settings["assessment.gain_points"] ?? 10;
  return (
    <div className="mt-4">
      <table className="gain-table">
        <caption>{t("caption", { improved: matrix.improved, posts: rows.posts.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("post")}</th>
            {areas.map((area) => (
              <th key={area.number} scope="col" title={area.name}>
                {area.number}
              </th>
            ))}
            <th scope="col">{t("enough", { needed })}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.present.map((row) => (
            <tr key={`${row.post}${row.from}`}>
              <th scope="row">
                <Link
                  className="inline-flex min-w-11 items-center thumb:min-h-11"
                  href={link(`/team#post-${row.post}`)}
                >
                  {t("postNumber", { number: row.post })}
                </Link>
              </th>
              {row.gains.map((gain, index) => (
                <td key={areas[index]?.number} {...(gain.state === "reached" && { className: "reached" })}>
                  {shown(gain)}
                </td>
              ))}
              <td>
                {row.improved && <Icon className="inline text-good" name="check" size={16} />}{" "}
                {t(row.improved ? "yes" : "notYet", { reached: row.reached })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-sm text-soft">{t("key", { points })}</p>
      <ol className="mt-1 list-inside list-decimal text-sm text-soft sm:columns-2">
        {areas.map((area) => (
          <li key={area.number}>{area.name}</li>
        ))}
      </ol>
      {matrix.former > 0 && (
        <p className="mt-2 text-sm text-soft">
          {t("former", { count: matrix.former, improved: matrix.formerImproved })}
        </p>
      )}
    </div>
  );
}

/** The gain with its sign; ○ when only the entry is known, – when nothing is. */
function shown(gain: Gain) {
  if (gain.state === "none") return "–";
  if (gain.state === "entry") return "○";
  const size = format.signedNumber(gain.gain, "cs");
  return gain.state === "reached" ? `✓ ${size}` : size;
}
