import RunFormats
import Testing

@Suite struct IdentificationTests {
  @Test(arguments: [
    ("metrics.jsonl", "", "pitwall-run"), ("metrics.jsonl", "{\"step\":1", "pitwall-run"),
    ("events.out.tfevents.17.host.1.0", "", "tensorboard"),
    ("train.jsonl", "{\"step\":1,\"loss\":0.5}\n", "jsonl"), ("log.ndjson", "{\"loss\":0.5}\n", "jsonl"),
    ("result.json", "{\"trial\":\"a\",\"x\":\"b\",\"loss\":0.5}\n", "jsonl"),
    ("out.log", "{\"loss\":\"0.5\"}\n", "jsonl"),
    ("training.log", "epoch,loss\n0,1.5\n", "csv"), ("a.csv", "step,loss\n", "csv"),
    ("metrics.csv", "train_loss,val_loss\n0.5,\n", "csv"), ("x.tsv", "step\tacc\n1\t0.5\n", "csv"),
    ("results.csv", "   epoch,  train/box_loss\n  0,  1.5\n", "csv"),
  ])
  func logsAreKnown(fileName: String, prefix: String, format: String) {
    #expect(FormatRegistry.format(fileName: fileName, prefix: prefix.utf8)?.name == format)
  }

  @Test(arguments: [
    ("events.jsonl", "{\"kind\":\"state\",\"t\":1700000000}\n"), ("decisions.jsonl", "{\"t\":1,\"n\":2}\n"),
    ("adult_income.csv", "age,workclass,fnlwgt\n39,State-gov,77516\n"),
    ("bike_hourly.csv", "instant,timestamp,dteday,season\n1,2011-01-01T00:00:00,2011-01-01,1\n"),
    ("wine.csv", "alcohol,malic_acid,target\n14.23,1.71,0\n"), ("texts.csv", "step,text,who\n1,hello,me\n"),
    ("data.jsonl", "{\"text\":\"a\",\"title\":\"b\",\"label\":1}\n"), ("package.json", "{\"version\":1}\n"),
    ("metrics.json", "{\n  \"loss\": 1\n}\n"), ("notes.txt", "epoch 1, loss 2\n"), ("metrics.csv", "1,2\n3,4\n"),
    ("a.csv", ""), ("monitor.csv", "#{\"t_start\": 1.5, \"env_id\": null}\nr,l,t\n1,2,3\n"), ("metrics.jsonl", "[1]\n"),
    ("step.csv", "step\n1\n"), ("out.log", "{not json\n"),
  ])
  func ordinaryFilesAreNotClaimed(fileName: String, prefix: String) {
    #expect(FormatRegistry.format(fileName: fileName, prefix: prefix.utf8)?.name == nil)
  }
}
