import { TextField } from "@/components/ui/text-field";

type Props = { label: string; again: string; hint: string };

/** A new password, typed twice; the names that the commands of setting one ask for. */
export function NewPasswordFields({ label, again, hint }: Props) {
  const field = { autoComplete: "new-password", maxLength: 200, type: "password" } as const;
  return (
    <>
      <TextField {...field} hint={hint} label={label} name="next" />
      <TextField {...field} label={again} name="again" />
    </>
  );
}
