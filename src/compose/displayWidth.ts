/** Marks that stand on the character before them. */
const withoutWidth = /[\p{Cc}\p{Mn}\p{Me}]/u;

/** Ideographs, kana, hangul and what else takes two columns, but for emoji. */
const wide =
  /[\u1100-\u115F\u2329\u232A\u2630-\u2637\u268A-\u268F\u2E80-\u303E\u3041-\u3247\u3250-\uA4C6\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6B\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DF2}\u{18E00}-\u{191D2}\u{1AFF0}-\u{1B2FB}\u{1D300}-\u{1D376}\u{1F200}-\u{1F265}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}(?<!\p{Regional_Indicator})|\p{Emoji_Modifier_Base}/u;

/** Made with its constructor: the compiler's target doesn't know the flag, which every host has. */
const emoji = new RegExp('\\p{RGI_Emoji}', 'gv');

/** How many columns a text takes, one character of a fixed font each: what Prettier lines tables up by. */
export function displayWidth(text: string): number {
  if (/^[\u0020-\u007E\u00A0-\u02FF\u2019]*$/.test(text)) {
    return text.length;
  }
  let width = 0;
  for (const character of text.replace(emoji, '  ')) {
    width += withoutWidth.test(character) ? 0 : wide.test(character) ? 2 : 1;
  }
  return width;
}
