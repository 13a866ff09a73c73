import { describe, expect, it } from 'vitest';
import { choosePainter, WEBGL_LIMIT_MS } from './chooser.ts';

const gpu = { renderer: 'a GPU', webglMs: 1.2 };
const software = { renderer: 'SwiftShader', webglMs: 40 };

describe('choosing the painter', () => {
  it('takes WebGL where it is quick and the Worker where it is not', () => {
    expect(choosePainter('auto', gpu)).toMatchObject({ painter: 'webgl', because: 'measured' });
    expect(choosePainter('auto', software)).toMatchObject({ painter: 'worker', because: 'measured' });
    expect(choosePainter('auto', { renderer: '', webglMs: WEBGL_LIMIT_MS }).painter).toBe('webgl');
  });

  it('does what the setting says, whatever was measured', () => {
    expect(choosePainter('webgl', software)).toMatchObject({ painter: 'webgl', because: 'setting', webglMs: 40 });
    expect(choosePainter('worker', gpu)).toMatchObject({ painter: 'worker', because: 'setting' });
  });

  it('falls back to the Worker without WebGL 2, even against the setting', () => {
    expect(choosePainter('webgl', null)).toEqual({
      painter: 'worker',
      because: 'no-webgl',
      webglMs: null,
      renderer: '',
    });
  });
});
