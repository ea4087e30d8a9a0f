namespace IShowTts.Tts.F5.Speaking;

/// <summary>Joins the parts of one text. Not thread safe; what it gives is valid until the next call.</summary>
internal interface ISegmentJoiner
{
    /// <summary>Takes the next part.</summary>
    /// <param name="samples">24 kHz mono.</param>
    /// <returns>What can be heard now; may be empty.</returns>
    Memory<float> Join(float[] samples);

    /// <summary>No part follows.</summary>
    /// <returns>The rest.</returns>
    Memory<float> End();

    /// <summary>A part failed, and another engine goes on.</summary>
    /// <returns>The rest of what was begun to be heard, faded out; empty when nothing was given yet.</returns>
    Memory<float> Break();
}
