/** What a form or a phone holds of a command, as it is sent: the reason for what was found in its texts stands beside its input. */
export function envelope(held: unknown): { overrule: unknown; input: Record<string, unknown> } {
  const { overrule, ...input }: Record<string, unknown> = Object(held);
  return { overrule, input };
}
