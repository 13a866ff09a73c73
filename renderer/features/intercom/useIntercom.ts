import { useEffect, useMemo, useState } from 'react';
import type { RadioChannel, RadioView } from '#shared/contract/radio.ts';
import { followSettings, useFeed, useStation } from '../../station/index.ts';
import type { Ear, EarState } from './ear/ear.ts';
import { type Intercom, intercomOf } from './ear/intercom.ts';
import { talkChannels, useChoices } from './store.ts';

const NO_EAR: EarState = { use: 'closed', trouble: null, devices: null };

export function useIntercom(): Intercom {
  return intercomOf(useStation());
}

/** The channels as the station sees them; undefined until it first said so. */
export function useRadio(): RadioView | undefined {
  return useFeed('radio', {}).data;
}

/** What a press of the key talks on, the selected channel first. */
export function useTalkChannels(view: RadioView | undefined): RadioChannel[] {
  const talkId = useChoices((choices) => choices.talkId);
  const also = useChoices((choices) => choices.also);
  return useMemo(() => talkChannels(view, { talkId, also }), [view, talkId, also]);
}

/** Gives this window an ear for as long as the component lives. The engine is loaded after the first paint. */
export function useEar(view: RadioView | undefined): void {
  const station = useStation();
  const intercom = useIntercom();
  const mixes = useChoices((choices) => choices.mixes);
  const [ear, setEar] = useState<Ear | null>(null);
  useEffect(() => {
    let gone = false;
    let made: Ear | null = null;
    let unfollow: () => void = () => undefined;
    const open = async () => {
      const [{ createVoice }, { Ear }] = await Promise.all([import('../../voice/index.ts'), import('./ear/ear.ts')]);
      if (gone) return;
      unfollow = followSettings((settings) => {
        if (made) made.apply(settings);
        else made = new Ear(station, createVoice, settings);
      });
      intercom.wear(made);
      setEar(made);
    };
    open().catch((error: unknown) => console.error('the voice engine cannot be loaded', error));
    return () => {
      gone = true;
      unfollow();
      intercom.wear(null);
      made?.close();
      setEar(null);
    };
  }, [station, intercom]);
  const channels = view?.channels;
  useEffect(() => {
    if (channels) ear?.tune(channels, mixes);
  }, [ear, channels, mixes]);
}

/** Microphone and devices of this window, as they change; few times a minute. */
export function useEarState(): EarState {
  const intercom = useIntercom();
  const [state, setState] = useState(intercom.ear?.state ?? NO_EAR);
  useEffect(() => {
    let off: () => void = () => undefined;
    const follow = (ear: Ear | null) => {
      off();
      setState(ear?.state ?? NO_EAR);
      off = ear?.onState.on(setState) ?? (() => undefined);
    };
    follow(intercom.ear);
    const stop = intercom.onEar.on(follow);
    return () => {
      stop();
      off();
    };
  }, [intercom]);
  return state;
}

/** Whether a key to talk is held in this window. */
export function useHeld(): boolean {
  const intercom = useIntercom();
  const [held, setHeld] = useState(intercom.keys.held);
  useEffect(() => intercom.onHeld.on(setHeld), [intercom]);
  return held;
}
