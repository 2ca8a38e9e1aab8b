/** The charts. Loaded on demand: the library weighs more than the rest of the console. */
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import { type Table, VERDICTS } from './tables.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

type Pattern = 'solid' | 'lines' | 'dots' | 'cross';
/** Each verdict has a pattern beside its colour. */
const LOOKS: { color: string; pattern: Pattern }[] = [
  { color: '--chart-1', pattern: 'solid' },
  { color: '--chart-2', pattern: 'dots' },
  { color: '--chart-3', pattern: 'lines' },
  { color: '--chart-4', pattern: 'cross' },
];
const TILE = 8;

export function drawDays(canvas: HTMLCanvasElement, { rows }: Table): void {
  const datasets = VERDICTS.map(({ label }, index) => {
    const { color, pattern } = LOOKS[index] ?? { color: '--chart-1', pattern: 'solid' };
    return {
      label,
      data: rows.map(({ values }) => values[index] ?? 0),
      backgroundColor: createFill(read(color), pattern),
      borderColor: read(color),
      borderWidth: 1,
    };
  });
  const labels = rows.map(({ name }) => `${Number(name.slice(8))}/${Number(name.slice(5, 7))}`);
  replace(canvas, { labels, datasets }, true, 'x');
}

export function drawChannels(canvas: HTMLCanvasElement, { rows }: Table): void {
  const data = rows.map(({ values }) => values[0] ?? 0);
  const dataset = { label: 'Leads', data, backgroundColor: read('--chart-1'), maxBarThickness: 22 };
  replace(canvas, { labels: rows.map(({ name }) => name), datasets: [dataset] }, false, 'y');
}

function replace(
  canvas: HTMLCanvasElement,
  data: Chart<'bar', number[], string>['data'],
  legend: boolean,
  indexAxis: 'x' | 'y',
) {
  Chart.getChart(canvas)?.destroy();
  const [text, line] = [read('--muted'), read('--line')];
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.color = text;
  const category = { stacked: legend, grid: { display: false }, border: { color: line }, ticks: { maxRotation: 0 } };
  const count = {
    stacked: legend,
    beginAtZero: true,
    ticks: { precision: 0 },
    grid: { color: line },
    border: { display: false },
  };
  new Chart(canvas, {
    type: 'bar',
    data,
    options: {
      indexAxis,
      maintainAspectRatio: false,
      animation: false,
      scales: indexAxis === 'x' ? { x: category, y: count } : { x: count, y: category },
      plugins: { legend: { display: legend, position: 'bottom', labels: { boxWidth: 16, boxHeight: 16 } } },
    },
  });
}

const read = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function createFill(color: string, pattern: Pattern): CanvasPattern | string {
  if (pattern === 'solid') return color;
  const tile = document.createElement('canvas');
  tile.width = TILE;
  tile.height = TILE;
  const context = tile.getContext('2d');
  if (!context) return color;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 1.6;
  if (pattern === 'dots') {
    context.arc(TILE / 2, TILE / 2, 1.8, 0, Math.PI * 2);
    context.fill();
  } else {
    context.beginPath();
    // Over the edges, so that the tiles join without gaps.
    for (const shift of [-TILE, 0, TILE]) {
      context.moveTo(shift - 1, TILE + 1);
      context.lineTo(shift + TILE + 1, -1);
      if (pattern !== 'cross') continue;
      context.moveTo(shift - 1, -1);
      context.lineTo(shift + TILE + 1, TILE + 1);
    }
    context.stroke();
  }
  return context.createPattern(tile, 'repeat') ?? color;
}
