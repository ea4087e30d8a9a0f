namespace IShowTts.Tts.Audio;

/// <summary>Smallest of the last so many values. Constant time per value on average; allocates only when made.</summary>
internal sealed class SlidingMinimum
{
    private readonly int length;
    private readonly float[] values;
    private readonly long[] places;
    private readonly int mask;
    private int head;
    private int count;
    private long place;

    /// <summary>Makes one.</summary>
    /// <param name="length">Values looked back over, the newest included; 1 or more.</param>
    public SlidingMinimum(int length)
    {
        this.length = length;
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length + 1);
        values = new float[size];
        places = new long[size];
        mask = size - 1;
    }

    /// <summary>Adds a value.</summary>
    /// <returns>The smallest of the last values.</returns>
    public float Next(float value)
    {
        while (count > 0 && values[(head + count - 1) & mask] >= value)
        {
            count--;
        }

        values[(head + count) & mask] = value;
        places[(head + count) & mask] = place;
        count++;
        if (places[head] <= place - length)
        {
            head = (head + 1) & mask;
            count--;
        }

        place++;
        return values[head];
    }

    /// <summary>Forgets all values.</summary>
    public void Reset() => (head, count, place) = (0, 0, 0);
}
