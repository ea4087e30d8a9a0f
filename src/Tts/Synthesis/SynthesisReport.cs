using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>What becomes of a request while it is spoken. Made by who asks, filled by the engine and by <see cref="FallbackSynthesizer"/>. Thread safe.</summary>
public sealed class SynthesisReport
{
    private readonly Lock gate = new();
    private readonly List<Voice> speakers = [];
    private readonly List<SynthesisFailure> failures = [];
    private int spokenCharacters;

    /// <summary>
    /// Characters (UTF-16 units) at the start of the text whose audio is given completely. An engine that does not tell leaves it at 0.
    /// The rest of a text whose engine fails midway is spoken from here by the next one.
    /// </summary>
    public int SpokenCharacters => Volatile.Read(ref spokenCharacters);

    /// <summary>The voices that gave audio, in order; more than one when an engine failed midway.</summary>
    public IReadOnlyList<Voice> Speakers
    {
        get
        {
            lock (gate)
            {
                return [.. speakers];
            }
        }
    }

    /// <summary>The voices that could not speak it, in order, each with its reason.</summary>
    public IReadOnlyList<SynthesisFailure> Failures
    {
        get
        {
            lock (gate)
            {
                return [.. failures];
            }
        }
    }

    /// <summary>Told by an engine after the reader has taken the last chunk of a part of the text.</summary>
    /// <param name="characters">Characters from the start of the text that are spoken now; less than before is ignored.</param>
    public void Spoke(int characters)
    {
        lock (gate)
        {
            spokenCharacters = Math.Max(spokenCharacters, characters);
        }
    }

    /// <summary>Told with the first chunk of a voice.</summary>
    /// <param name="voice">Who speaks from now on.</param>
    public void SpeaksNow(Voice voice)
    {
        lock (gate)
        {
            speakers.Add(voice);
        }
    }

    /// <summary>Told when a voice could not speak it.</summary>
    /// <param name="failure">Who and why.</param>
    public void Failed(SynthesisFailure failure)
    {
        lock (gate)
        {
            failures.Add(failure);
        }
    }
}
