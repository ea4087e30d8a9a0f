# Not yet run on Windows.
# Checks the formatting, builds, runs all tests; the last line is "N passed, N failed, N skipped". Arguments go to dotnet test.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$solution = "$root/IShowTts.Worker.sln"
$results = "$root/artifacts/test-results"
$passed = 0; $failed = 0; $skipped = 0

if (Test-Path $results) { Remove-Item $results -Recurse -Force }
dotnet format $solution --verify-no-changes
if ($LASTEXITCODE -ne 0) { $failed++ }
dotnet build $solution -c Release -nodeReuse:false -v quiet
if ($LASTEXITCODE -ne 0) { $failed++ }
else {
    foreach ($project in Get-ChildItem "$root/tests/*.Tests/*.csproj") {
        $name = $project.BaseName
        dotnet test $project.FullName -c Release --no-build --results-directory $results --logger "trx;LogFileName=$name.trx" --filter 'Category!=Full' @args
        $code = $LASTEXITCODE
        $outcomes = @()
        if (Test-Path "$results/$name.trx") { $outcomes = @(([xml](Get-Content "$results/$name.trx" -Raw)).TestRun.Results.UnitTestResult.outcome) }
        $good = @($outcomes | Where-Object { $_ -eq 'Passed' }).Count
        $not = @($outcomes | Where-Object { $_ -eq 'NotExecuted' }).Count
        $bad = @($outcomes | Where-Object { $_ }).Count - $good - $not
        if ($code -ne 0 -and $bad -eq 0) { $bad = 1 }
        $passed += $good; $skipped += $not; $failed += $bad
    }
}

Write-Output "$passed passed, $failed failed, $skipped skipped"
if ($failed -gt 0 -or $passed -eq 0) { exit 1 }
exit 0
