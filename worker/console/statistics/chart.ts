/** The charts. They are loaded on demand: the library weighs more than the rest of the console. */
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import { toDayName } from '../components/time.ts';
import { createFill, type Pattern } from './pattern.ts';
import { type Row, VERDICTS } from './tables.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

const LOOKS: { color: string; pattern: Pattern }[] = [
  { color: '--chart-1', pattern: 'solid' },
  { color: '--chart-2', pattern: 'dots' },
  { color: '--chart-3', pattern: 'lines' },
  { color: '--chart-4', pattern: 'cross' },
];

type Open = (name: string) => void;

export const drawDays = (canvas: HTMLCanvasElement, rows: Row[], open: Open): void =>
  draw(
    canvas,
    rows,
    rows.map(({ name }) => toDayName(name)),
    'x',
    open,
  );

export const drawChannels = (canvas: HTMLCanvasElement, rows: Row[], open: Open): void =>
  draw(
    canvas,
    rows,
    rows.map(({ name }) => name),
    'y',
    open,
  );

function draw(canvas: HTMLCanvasElement, rows: Row[], labels: string[], indexAxis: 'x' | 'y', open: Open): void {
  Chart.getChart(canvas)?.destroy();
  const [text, line] = [read('--muted'), read('--line')];
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.color = text;
  const category = { stacked: true, grid: { display: false }, border: { color: line }, ticks: { maxRotation: 0 } };
  const count = {
    stacked: true,
    beginAtZero: true,
    ticks: { precision: 0 },
    grid: { color: line },
    border: { display: false },
  };
  const datasets = VERDICTS.map(({ label }, index) => {
    const { color, pattern } = LOOKS[index] ?? { color: '--chart-1', pattern: 'solid' };
    return {
      label,
      data: rows.map(({ values }) => values[index] ?? 0),
      backgroundColor: createFill(read(color), pattern),
      borderColor: read(color),
      borderWidth: 1,
      maxBarThickness: 28,
    };
  });
  new Chart(canvas, {
    type: 'bar',
    data: { labels, datasets },
    options: {
      indexAxis,
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: 'index', axis: indexAxis, intersect: false },
      scales: indexAxis === 'x' ? { x: category, y: count } : { x: count, y: category },
      plugins: { legend: { position: 'bottom', labels: { boxWidth: 16, boxHeight: 16 } } },
      onClick: (_, [bar]) => {
        const row = bar && rows[bar.index];
        if (row) open(row.name);
      },
    },
  });
}

const isForced = matchMedia('(forced-colors: active)');
/** System colours by token: a canvas keeps its own colours where the page must not. */
const FORCED: Record<string, string> = {
  '--muted': 'CanvasText',
  '--line': 'GrayText',
  '--chart-1': 'CanvasText',
  '--chart-2': 'LinkText',
  '--chart-3': 'CanvasText',
  '--chart-4': 'CanvasText',
};

const read = (name: string): string =>
  (isForced.matches ? FORCED[name] : undefined) ??
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();
