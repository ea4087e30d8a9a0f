namespace IShowTts.Tts.Onnx;

/// <summary>The right to use a value of <see cref="OnDemand{T}"/>: it is not unloaded before this is disposed. Dispose it once, soon; it is not thread safe.</summary>
/// <typeparam name="T">What is used.</typeparam>
internal sealed class OnDemandLease<T> : IDisposable
    where T : class, IDisposable
{
    private readonly T value;
    private OnDemand<T>? owner;

    /// <summary>Made by <see cref="OnDemand{T}"/>.</summary>
    internal OnDemandLease(OnDemand<T> owner, T value)
    {
        this.owner = owner;
        this.value = value;
    }

    /// <summary>The value; belongs to <see cref="OnDemand{T}"/>, which disposes it.</summary>
    /// <exception cref="ObjectDisposedException">The lease was given back.</exception>
    public T Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(owner is null, this);
            return value;
        }
    }

    /// <summary>Gives the value back; a second time does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref owner, null)?.GiveBack();
}
