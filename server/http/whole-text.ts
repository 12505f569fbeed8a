/** Lets who calls the handler himself take the text of an answer as it is: reading its stream costs more than all of the gate. */
export const withWholeText = (answer: Response, text: string): Response => Object.assign(answer, { wholeText: text });

/** The text of an answer that was made with it; null for any other. */
export const wholeText = (answer: Response): string | null =>
  "wholeText" in answer && typeof answer.wholeText === "string" ? answer.wholeText : null;
