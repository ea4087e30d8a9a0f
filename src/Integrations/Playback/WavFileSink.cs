using System.Globalization;
using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.Playback;

/// <summary>Records what a listener would have heard into a WAV file, 48 kHz stereo.</summary>
/// <remarks>
/// The header is brought up to date with every second of audio and every drain, so the file can be read even if the worker is killed.
/// A file that is there already is never lost: it is renamed to <c>NAME.1.wav</c>, <c>NAME.2.wav</c> and so on.
/// Silence between utterances is kept up to <see cref="OutputOptions.WavMaxGapSeconds"/>.
/// </remarks>
internal sealed class WavFileSink : PacedSink
{
    private const int MaxOldFiles = 999;
    private const int BlockSamples = 8_192;
    private readonly string path;
    private readonly WavSampleFormat sampleFormat;
    private readonly TimeSpan maxGap;
    private readonly long maxDataBytes;
    private readonly float[] silence = new float[BlockSamples];
    private WavWriter? file;
    private long headerBytes;

    /// <summary>Makes one; touches no file before it is opened.</summary>
    /// <param name="path">Where to write. Missing folders are made.</param>
    /// <param name="options">Sample format and longest gap.</param>
    /// <param name="time">The clock of hearing.</param>
    /// <param name="maxDataBytes">Audio after which a new file is begun; a WAV file cannot hold more than 4 GiB.</param>
    public WavFileSink(string path, OutputOptions options, TimeProvider time, long maxDataBytes = 4_000_000_000)
        : base($"wav:{path}", time)
    {
        this.path = Path.GetFullPath(path);
        this.maxDataBytes = maxDataBytes;
        sampleFormat = options.WavFormat;
        maxGap = TimeSpan.FromSeconds(options.WavMaxGapSeconds);
    }

    /// <inheritdoc/>
    public override async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        await base.DrainAsync(cancellationToken);
        Try(UpdateHeader);
    }

    /// <inheritdoc/>
    protected override void OnOpen()
    {
        // After a failure the same recording goes on; only the first opening of this sink begins a file.
        if (file is null)
        {
            Try(Begin);
        }
    }

    /// <inheritdoc/>
    protected override void OnHeard(ReadOnlySpan<float> samples)
    {
        while (samples.Length > 0)
        {
            var count = Math.Min(samples.Length, BlockSamples);
            TryAppend(samples[..count]);
            samples = samples[count..];
        }
    }

    /// <inheritdoc/>
    protected override void OnIdle(TimeSpan length)
    {
        var left = Format.SamplesIn(length < maxGap ? length : maxGap);
        while (left > 0)
        {
            var count = Math.Min(left, BlockSamples);
            TryAppend(silence.AsSpan(0, count));
            left -= count;
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeCoreAsync()
    {
        if (file is not null)
        {
            Try(Finish);
        }

        await base.DisposeCoreAsync();
    }

    private void Begin()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        MoveOldAside();
        file = new WavWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read), Format, sampleFormat);
        headerBytes = 0;
    }

    private void MoveOldAside()
    {
        if (!File.Exists(path))
        {
            return;
        }

        var folder = Path.GetDirectoryName(path)!;
        var stem = Path.GetFileNameWithoutExtension(path);
        for (var number = 1; number <= MaxOldFiles; number++)
        {
            var old = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{stem}.{number}{Path.GetExtension(path)}"));
            if (!File.Exists(old))
            {
                File.Move(path, old);
                return;
            }
        }

        throw new IOException($"there are {MaxOldFiles} older files beside it; delete some");
    }

    private void Append(ReadOnlySpan<float> samples)
    {
        var bytesPerSample = WavHeader.BytesPerSample(sampleFormat);
        if (file!.DataBytes + (samples.Length * bytesPerSample) > maxDataBytes)
        {
            Finish();
            Begin();
        }

        file.Write(samples);
        if (file.DataBytes - headerBytes >= Format.SampleRate * Format.Channels * bytesPerSample)
        {
            UpdateHeader();
        }
    }

    private void UpdateHeader()
    {
        file!.Flush();
        headerBytes = file.DataBytes;
    }

    private void Finish()
    {
        try
        {
            file!.Dispose();
        }
        finally
        {
            file = null;
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failed) when (IsFileError(failed))
        {
            throw Failed(failed);
        }
    }

    private void TryAppend(ReadOnlySpan<float> samples)
    {
        try
        {
            Append(samples);
        }
        catch (Exception failed) when (IsFileError(failed))
        {
            throw Failed(failed);
        }
    }

    private static bool IsFileError(Exception failed) => failed is IOException or UnauthorizedAccessException or NotSupportedException;

    private AudioSinkException Failed(Exception failed)
    {
        Abandon();
        return new AudioSinkException(
            "write-failed", $"The file {path} cannot be written: {failed.Message.TrimEnd('.')}. Make room or choose another path (wav:PATH).", failed);
    }
}
