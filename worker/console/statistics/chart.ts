/** Draws the charts. It is loaded on demand: the library weighs more than the rest of the console. */
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import { column, type Row, VERDICTS } from './figures.ts';
import { createFill, type Pattern } from './pattern.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

const LOOKS: { color: string; pattern: Pattern }[] = [
  { color: '--chart-1', pattern: 'solid' },
  { color: '--chart-2', pattern: 'dots' },
  { color: '--chart-3', pattern: 'lines' },
  { color: '--chart-4', pattern: 'cross' },
];
const CHARACTER_PX = 7;
/** Names take no more of the chart's width. */
const NAME_SHARE = 0.4;

export interface Drawing {
  rows: readonly Row[];
  names: readonly string[];
  /** `days`: one column per day. `groups`: one bar per row. */
  kind: 'days' | 'groups';
  open: (row: Row) => void;
}

export function drawChart(canvas: HTMLCanvasElement, { rows, names, kind, open }: Drawing): void {
  Chart.getChart(canvas)?.destroy();
  const longest = Math.floor(((canvas.parentElement?.clientWidth ?? 0) * NAME_SHARE) / CHARACTER_PX);
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
  const datasets = VERDICTS.map((key, index) => {
    const { color, pattern } = LOOKS[index] ?? { color: '--chart-1', pattern: 'solid' };
    return {
      label: column(key).label,
      data: rows.map((row) => column(key).read(row) ?? 0),
      backgroundColor: createFill(read(color), pattern),
      borderColor: read(color),
      borderWidth: 1,
      maxBarThickness: 28,
    };
  });
  const indexAxis = kind === 'days' ? 'x' : 'y';
  new Chart(canvas, {
    type: 'bar',
    data: { labels: names.map((name) => shorten(name, longest)), datasets },
    options: {
      indexAxis,
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: 'index', axis: indexAxis, intersect: false },
      scales: indexAxis === 'x' ? { x: category, y: count } : { x: count, y: category },
      plugins: {
        legend: { position: 'bottom', labels: { boxWidth: 16, boxHeight: 16 } },
        tooltip: { callbacks: { title: ([bar]) => (bar && names[bar.dataIndex]) ?? '' } },
      },
      onClick: (_, [bar]) => {
        const row = bar && rows[bar.index];
        if (row) open(row);
      },
    },
  });
}

/** Addresses differ at their end, so the middle goes. */
function shorten(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const half = Math.max(4, Math.floor(longest / 2));
  return `${name.slice(0, half)}…${name.slice(-half)}`;
}

const isForced = matchMedia('(forced-colors: active)');
/** System colours by token, because forced colours do not apply to a canvas. */
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
