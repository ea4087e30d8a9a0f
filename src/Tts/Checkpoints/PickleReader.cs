using System.Buffers.Binary;
using System.Text;

namespace IShowTts.Tts.Checkpoints;

/// <summary>
/// Reads the pickle of a torch checkpoint and builds tensors and plain containers, nothing else. A pickle is a program; this runs none of it: the only
/// globals are names of a fixed list (<see cref="PickleGlobals"/>), a call is one of three known constructions, and everything else is refused by name.
/// Steps, stack, memo and text are bounded, and nothing is copied twice, so that no pickle of a size can need more than a small multiple of it.
/// (Python's pickletools describes the opcodes.)
/// </summary>
internal sealed class PickleReader
{
    /// <summary>Largest pickle in bytes; a checkpoint of 1,000 tensors has 0.2 MB.</summary>
    public const int MaxBytes = 16 << 20;

    private const int MaxSteps = 4_000_000;
    private const int MaxStack = 200_000;
    private const int MaxMemo = 1_000_000;
    private const int MaxText = 1 << 16;

    private readonly byte[] _pickle;
    private readonly string _name;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private int _position;

    private PickleReader(byte[] pickle, string name)
    {
        _pickle = pickle;
        _name = name;
    }

    /// <summary>Reads a pickle.</summary>
    /// <param name="pickle">Its bytes, at most <see cref="MaxBytes"/>.</param>
    /// <param name="name">The file, for messages.</param>
    /// <returns>The object at its end: <see cref="PickleDictionary"/>, <see cref="PickleTensor"/>, list, tuple, text, number or null.</returns>
    /// <exception cref="CheckpointException">It is cut short, wants something that is not allowed, or breaks a bound.</exception>
    public static object? Read(byte[] pickle, string name)
    {
        if (pickle.Length > MaxBytes)
        {
            throw new CheckpointException($"{name}: its pickle has {pickle.Length} bytes; at most {MaxBytes} are read. Save the weights as safetensors.");
        }

        return new PickleReader(pickle, name).Run();
    }

    private object? Run()
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            var opcode = Take(1)[0];
            if (opcode == (byte)'.')
            {
                return Pop();
            }

            if (!TryPush(opcode) && !TryContain(opcode) && !TryBuild(opcode))
            {
                throw Refuse($"uses the instruction 0x{opcode:X2} at byte {_position - 1}, which no saved weights need");
            }

            if (_stack.Count > MaxStack || _memo.Count > MaxMemo)
            {
                throw Refuse($"piles up more than {MaxStack} values or remembers more than {MaxMemo}");
            }
        }

        throw Refuse($"has more than {MaxSteps} instructions");
    }

    /// <summary>Instructions that put a constant on the stack, or touch nothing.</summary>
    private bool TryPush(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: // PROTO
                var protocol = Take(1)[0];
                return protocol is >= 2 and <= 5 ? true : throw Refuse($"has protocol {protocol}; 2 to 5 are read");
            case 0x95: // FRAME
                Take(8);
                return true;
            case (byte)'N': return Push(null);
            case 0x88: return Push(true);
            case 0x89: return Push(false);
            case (byte)'J': return Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
            case (byte)'K': return Push((long)Take(1)[0]);
            case (byte)'M': return Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
            case 0x8A: return Push(TakeLong());
            case (byte)'G': return Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
            case (byte)'X': return Push(TakeText(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
            case 0x8C: return Push(TakeText(Take(1)[0]));
            case 0x8D: return Push(TakeText(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))));
            case (byte)'U': return Push(TakeText(Take(1)[0]));
            case (byte)'c': return Push(PickleGlobals.Find(TakeLine(), TakeLine(), _name));
            case (byte)'(': return Push(PickleMark.Instance);
            case (byte)'}': return Push(new PickleDictionary());
            case (byte)']': return Push(new List<object?>());
            case (byte)')': return Push(new PickleTuple([]));
            default: return false;
        }
    }

    /// <summary>Instructions that fill containers, or remember and recall.</summary>
    private bool TryContain(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'0': Pop(); return true;
            case (byte)'1': PopToMark(); return true;
            case (byte)'t': return Push(new PickleTuple(PopToMark()));
            case 0x85: return Push(new PickleTuple(PopMany(1)));
            case 0x86: return Push(new PickleTuple(PopMany(2)));
            case 0x87: return Push(new PickleTuple(PopMany(3)));
            case (byte)'a': Append(PopMany(1)); return true;
            case (byte)'e': Append(PopToMark()); return true;
            case (byte)'s': SetItems(PopMany(2)); return true;
            case (byte)'u': SetItems(PopToMark()); return true;
            case (byte)'q': Remember(Take(1)[0]); return true;
            case (byte)'r': Remember(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))); return true;
            case 0x94: Remember((uint)_memo.Count); return true;
            case (byte)'h': return Push(Recall(Take(1)[0]));
            case (byte)'j': return Push(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
            default: return false;
        }
    }

    /// <summary>Instructions that would run code in Python: here they make tensors, storages and ordered dictionaries, or are refused.</summary>
    private bool TryBuild(byte opcode)
    {
        switch (opcode)
        {
            case 0x93: // STACK_GLOBAL
                var named = PopMany(2);
                return named is [string module, string name] ? Push(PickleGlobals.Find(module, name, _name)) : throw Refuse("names a global by something that is no text");
            case (byte)'Q': // BINPERSID
                return Push(PickleGlobals.Storage(Pop(), _name));
            case (byte)'R': // REDUCE
                var call = PopMany(2);
                return call is [PickleGlobal function, PickleTuple arguments] ? Push(PickleGlobals.Construct(function, arguments.Items, _name)) : throw Refuse("calls something that is no allowed global");
            case (byte)'b': // BUILD: state of an ordered dictionary, such as _metadata, holds no weights
                var state = PopMany(1)[0];
                return Peek() is PickleDictionary && state is PickleDictionary ? true : throw Refuse("sets the state of something that is no dictionary");
            default: return false;
        }
    }

    private bool Push(object? value)
    {
        _stack.Add(value);
        return true;
    }

    private object? Peek() => _stack.Count > 0 && _stack[^1] is not PickleMark ? _stack[^1] : throw Refuse("takes a value from an empty stack");

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] PopMany(int count)
    {
        var values = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            values[i] = Pop();
        }

        return values;
    }

    private object?[] PopToMark()
    {
        var mark = _stack.LastIndexOf(PickleMark.Instance);
        if (mark < 0)
        {
            throw Refuse("ends a group that was not begun");
        }

        var values = _stack[(mark + 1)..].ToArray();
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private void Append(object?[] items)
    {
        if (Peek() is not List<object?> list)
        {
            throw Refuse("appends to something that is no list");
        }

        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (Peek() is not PickleDictionary dictionary || items.Length % 2 != 0)
        {
            throw Refuse("sets items of something that is no dictionary");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            dictionary.Items.Add(new(items[i], items[i + 1]));
        }
    }

    private void Remember(uint index) => _memo[index] = Peek();

    private object? Recall(uint index) => _memo.TryGetValue(index, out var value) ? value : throw Refuse($"recalls value {index}, which it did not remember");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _pickle.Length - _position)
        {
            throw new CheckpointException($"{_name}: its pickle ends early, at byte {_pickle.Length}. The file is cut short or damaged: fetch it again.");
        }

        var taken = _pickle.AsSpan(_position, count);
        _position += count;
        return taken;
    }

    private long TakeLong()
    {
        var length = Take(1)[0];
        if (length > 8)
        {
            throw Refuse($"has a number of {length} bytes");
        }

        Span<byte> bytes = stackalloc byte[8];
        var taken = Take(length);
        bytes.Fill(length > 0 && taken[^1] >= 0x80 ? (byte)0xFF : (byte)0);
        taken.CopyTo(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private string TakeText(ulong length) => length <= MaxText
        ? Encoding.UTF8.GetString(Take((int)length))
        : throw Refuse($"has a text of {length} bytes");

    private string TakeLine()
    {
        var length = _pickle.AsSpan(_position, Math.Min(_pickle.Length - _position, MaxText)).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Refuse("names a global without end");
        }

        var line = Encoding.UTF8.GetString(Take(length));
        Take(1);
        return line;
    }

    private CheckpointException Refuse(string what) => new($"{_name}: its pickle {what}. Only plain weights are read: save them as safetensors, or do not use this file.");
}
