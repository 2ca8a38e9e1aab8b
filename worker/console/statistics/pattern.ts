/** Fills for the charts. Each verdict has a pattern besides its colour. */
export type Pattern = 'solid' | 'lines' | 'dots' | 'cross';

const TILE = 8;

export function createFill(color: string, pattern: Pattern): CanvasPattern | string {
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
    // The lines cross the edges, so that the tiles join without gaps.
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
