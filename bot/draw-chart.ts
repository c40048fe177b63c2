import { fileURLToPath } from 'node:url';

const FONTS = [
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
].map((url) => fileURLToPath(url));
const SCALE = 2;

/** Draws an SVG as a PNG, in base64, beside the thread that takes turns. The library is loaded with the first chart. */
export async function drawChart(svg: string): Promise<string> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const drawn = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: 'DejaVu Sans' },
  });
  return drawn.asPng().toString('base64');
}
